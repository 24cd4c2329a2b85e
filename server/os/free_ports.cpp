#include "os/free_ports.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/fs.h"
#include "os/descriptor.h"

namespace footplate::os {

Result<std::vector<int>> freePorts(std::size_t count) {
  std::vector<Descriptor> sockets;  // all open at once, so that no port comes twice
  std::vector<int> ports;
  for (std::size_t each = 0; each < count; ++each) {
    Descriptor socket = closedOnExec(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (!socket || ::bind(socket.get(), plain, size) != 0 || ::getsockname(socket.get(), plain, &size) != 0) {
      return fail(ErrorCode::unavailable, "looking for a free port of 127.0.0.1: " + systemMessage(errno));
    }
    ports.push_back(ntohs(address.sin_port));
    sockets.push_back(std::move(socket));
  }
  return ports;
}

}  // namespace footplate::os
