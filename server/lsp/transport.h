// stdin and stdout as a connection: a reading thread that feeds the server, and a writer of whole messages.
#pragma once

#include <string_view>
#include <thread>

#include "lsp/server.h"
#include "os/pipe.h"

namespace footplate::lsp {

// Writes all bytes, waiting where the descriptor does not; false when the other side is gone.
bool writeWaiting(int descriptor, std::string_view bytes);

// Reads messages until the end of input or destruction. Requests are opened, and cancellations done,
// on the reading thread: a cancellation never waits behind the work it cancels.
class Reader {
 public:
  Reader(Server& server, int descriptor);
  ~Reader();

 private:
  void run(const CancelToken& token);
  void take(std::string_view text);

  Server& server_;
  int input_;
  os::Wake wake_;  // the thread is to end
  std::jthread thread_;
};

}  // namespace footplate::lsp
