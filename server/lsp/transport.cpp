#include "lsp/transport.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/log.h"
#include "rpc/framing.h"

namespace footplate::lsp {
namespace {

constexpr std::size_t blockSize = std::size_t{64} << 10;

// `{"id": 7}` of $/cancelRequest as the id's JSON text.
std::string canceledId(const rpc::Message& message) {
  if (!message.params || !message.params->is_object()) return {};
  const auto id = message.params->find("id");
  return id == message.params->end() ? std::string()
                                     : id->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

bool writeWaiting(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (written < 0 && errno == EAGAIN) {
      pollfd wait{descriptor, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (written < 0 && errno != EINTR) {
      return false;
    }
  }
  return true;
}

Reader::Reader(Server& server, int descriptor) : server_(server), input_(descriptor) {
  thread_ = std::jthread([this](const CancelToken& token) { run(token); });
}

Reader::~Reader() {
  thread_.request_stop();
  wake_.set();
  thread_.join();
}

void Reader::run(const CancelToken& token) {
  rpc::FrameReader frames;
  std::vector<char> block(blockSize);
  while (!token.stop_requested()) {
    pollfd wait[] = {{input_, POLLIN, 0}, {wake_.fd(), POLLIN, 0}};
    if (::poll(wait, 2, -1) < 0 && errno != EINTR) break;
    if (wait[0].revents == 0) continue;
    const ssize_t got = ::read(input_, block.data(), block.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) break;
    frames.feed({block.data(), static_cast<std::size_t>(got)});
    while (const auto frame = frames.next()) {
      if (frame->problem.empty()) {
        take(frame->text);
      } else {
        server_.peer.sendError("null", rpc::Code::parseError, frame->problem);
      }
    }
  }
  server_.mailbox.post(
      [&server = server_] { server.exitWith(server.phase == Server::Phase::shutDown ? 0 : 1); });
}

void Reader::take(std::string_view text) {
  auto message = std::make_shared<const rpc::Message>(rpc::parseMessage(text));
  switch (message->kind) {
    case rpc::Message::Kind::invalid:
      return server_.peer.sendError(message->id, message->code, message->problem);
    case rpc::Message::Kind::response:
      return server_.peer.receive(*message);
    case rpc::Message::Kind::notification:
      if (message->method == "$/cancelRequest") return server_.peer.cancel(canceledId(*message));
      server_.mailbox.post(
          [&server = server_, message] { server.dispatcher().dispatchNotification(*message); });
      return;
    case rpc::Message::Kind::request:
      break;
  }
  auto ticket = server_.peer.requests().open(message->id);
  if (!ticket) {
    return server_.peer.sendError(message->id, rpc::Code::invalidRequest,
                                  "a request of this id is open already");
  }
  auto duty = std::make_shared<rpc::Responder>(server_.peer, std::move(*ticket));
  server_.mailbox.post([&server = server_, message, duty] {
    if (!duty->token().stop_requested()) server.dispatcher().dispatchRequest(*message, std::move(*duty));
  });
}

int runServer(const Options& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const int output = options.output;
  Server server(options, [output](std::string_view bytes) { return writeWaiting(output, bytes); });
  int code = 0;
  {
    const Reader reader(server, options.input);
    code = server.mailbox.run();
    if (!server.finish()) std::_Exit(code);  // work that does not hear must not keep the program
  }
  return code;
}

}  // namespace footplate::lsp
