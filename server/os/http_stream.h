// A connected socket with time limits, in the shape Boost.Beast reads and writes: every wait also ends when
// the server stops. One thread.
#pragma once

#include <sys/uio.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstddef>

#include "os/descriptor.h"

namespace footplate::os {

class HttpStream {
 public:
  // `stopFd` becomes readable when the server stops.
  HttpStream(Descriptor socket, int stopFd, int timeoutMs)
      : socket_(std::move(socket)), stopFd_(stopFd), timeoutMs_(timeoutMs) {}

  // From now on reads and writes fail when this moment is past, however often a byte comes.
  void setDeadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

  // Waits for the first byte of a request, in short steps as long as `patient()` holds.
  template <class Patient>
  bool waitForRequest(int timeoutMs, Patient patient) {
    for (int waited = 0; waited < timeoutMs; waited += stepMs) {
      const int ready = wait(true, stepMs);
      if (ready != 0) return ready > 0;
      if (!patient()) break;
    }
    return false;
  }

  template <class Buffers>
  std::size_t read_some(const Buffers& buffers, boost::system::error_code& code) {
    const auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
      const boost::asio::mutable_buffer buffer(*at);
      if (buffer.size() > 0) return receive(buffer.data(), buffer.size(), code);
    }
    code = {};
    return 0;
  }
  template <class Buffers>
  std::size_t read_some(const Buffers& buffers) {
    boost::system::error_code code;
    const std::size_t got = read_some(buffers, code);
    if (code) throw boost::system::system_error(code);
    return got;
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, boost::system::error_code& code) {
    // Head and body in one packet where they fit.
    std::array<iovec, 16> parts{};
    std::size_t count = 0;
    const auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end && count < parts.size(); ++at) {
      const boost::asio::const_buffer buffer(*at);
      if (buffer.size() > 0) parts[count++] = {const_cast<void*>(buffer.data()), buffer.size()};
    }
    return send(parts.data(), count, code);
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers) {
    boost::system::error_code code;
    const std::size_t wrote = write_some(buffers, code);
    if (code) throw boost::system::system_error(code);
    return wrote;
  }

  // Says that no more will be written and reads what the client still sends, for a moment: closing with
  // unread data would break the answer it has not read yet.
  void finish();

 private:
  static constexpr int stepMs = 200;

  // 1 ready, 0 time is over, -1 the server stops.
  int wait(bool reading, int timeoutMs);
  std::size_t receive(void* into, std::size_t size, boost::system::error_code& code);
  std::size_t send(iovec* parts, std::size_t count, boost::system::error_code& code);
  // After a call that would block or failed: whether to try again.
  bool tryAgain(bool reading, boost::system::error_code& code);

  Descriptor socket_;
  int stopFd_;
  int timeoutMs_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace footplate::os
