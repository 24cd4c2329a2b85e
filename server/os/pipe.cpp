#include "os/pipe.h"

#include <fcntl.h>

#include <cerrno>

#include "base/fs.h"

namespace footplate::os {

Result<Pipe> makePipe() {
  int fds[2];
  if (::pipe(fds) != 0) return fail(ErrorCode::unavailable, "making a pipe: " + systemMessage(errno));
  return Pipe{closedOnExec(fds[0]), closedOnExec(fds[1])};
}

Wake::Wake() {
  Result<Pipe> made = makePipe();
  if (!made) return;
  pipe_ = std::move(*made);
  for (const int fd : {pipe_.read.get(), pipe_.write.get()}) ::fcntl(fd, F_SETFL, O_NONBLOCK);
}

void Wake::set() const {
  const char byte = 'w';
  [[maybe_unused]] const ssize_t wrote = ::write(pipe_.write.get(), &byte, 1);  // a full pipe is readable too
}

void Wake::clear() const {
  char bytes[256];
  while (::read(pipe_.read.get(), bytes, sizeof bytes) > 0) {
  }
}

}  // namespace footplate::os
