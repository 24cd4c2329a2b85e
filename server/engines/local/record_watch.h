// Ends the run whose record was deleted under it, by `rm -r .footplate` or `git clean -fdx`: no verb could
// find it any more, and it would run unseen. A folder that was moved is not deleted, its run goes on.
//
//   RecordWatch watch(folder);  // until it goes, a thread looks every other second
#pragma once

#include <thread>

#include "os/descriptor.h"
#include "store/run_folder.h"

namespace footplate::engines {

class RecordWatch {
 public:
  // Sends this process the SIGTERM that cancels, once.
  explicit RecordWatch(const store::RunFolder& folder);

 private:
  os::Descriptor lock_;
  std::jthread thread_;
};

}  // namespace footplate::engines
