// Pipes of this process, closed in every program it starts unless handed on (SpawnOptions).
#pragma once

#include "base/result.h"
#include "os/descriptor.h"

namespace footplate::os {

struct Pipe {
  Descriptor read;
  Descriptor write;
};
// unavailable when the process has no descriptors left.
Result<Pipe> makePipe();

// Something that another thread makes readable, to be waited for by poll beside sockets and files. Any
// thread.
//
//   pollfd wait[] = {{socket, POLLIN, 0}, {wake.fd(), POLLIN, 0}};
//   ::poll(wait, 2, -1);                  // elsewhere: wake.set()
class Wake {
 public:
  Wake();
  explicit operator bool() const { return static_cast<bool>(pipe_.read); }  // false: no descriptors left
  int fd() const { return pipe_.read.get(); }
  void set() const;    // readable from now on, until
  void clear() const;  // it is no more

 private:
  Pipe pipe_;
};

}  // namespace footplate::os
