#include "os/http_stream.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace footplate::os {

int HttpStream::wait(bool reading, int timeoutMs) {
  pollfd fds[] = {{socket_.get(), static_cast<short>(reading ? POLLIN : POLLOUT), 0}, {stopFd_, POLLIN, 0}};
  for (;;) {
    const int ready = ::poll(fds, 2, timeoutMs);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return 0;
    // What is there already is still served when the server stops.
    return fds[0].revents != 0 ? 1 : -1;
  }
}

bool HttpStream::tryAgain(bool reading, boost::system::error_code& code) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN && errno != EWOULDBLOCK) {
    code = boost::system::error_code(errno, boost::system::system_category());
    return false;
  }
  int ready = 0;
  if (const auto now = std::chrono::steady_clock::now(); now < deadline_) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - now).count();
    ready = wait(reading, static_cast<int>(std::min<std::int64_t>(left, timeoutMs_)));
  }
  if (ready == 0) code = boost::asio::error::timed_out;
  if (ready < 0) code = boost::asio::error::operation_aborted;
  return ready == 1;
}

std::size_t HttpStream::receive(void* into, std::size_t size, boost::system::error_code& code) {
  code = {};
  for (;;) {
    const ssize_t count = ::recv(socket_.get(), into, size, MSG_DONTWAIT);
    if (count > 0) return static_cast<std::size_t>(count);
    if (count == 0) {
      code = boost::asio::error::eof;
      return 0;
    }
    if (!tryAgain(true, code)) return 0;
  }
}

std::size_t HttpStream::send(iovec* parts, std::size_t count, boost::system::error_code& code) {
  code = {};
  if (count == 0) return 0;
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(count);
  for (;;) {
    const ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (!tryAgain(false, code)) return 0;
  }
}

void HttpStream::finish() {
  ::shutdown(socket_.get(), SHUT_WR);
  char rest[16384];
  for (int reads = 0; reads < 64; ++reads) {
    if (wait(true, stepMs) != 1 || ::recv(socket_.get(), rest, sizeof rest, MSG_DONTWAIT) <= 0) return;
  }
}

}  // namespace footplate::os
