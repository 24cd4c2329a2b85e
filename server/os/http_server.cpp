// One thread accepts, each connection has one of its own. Beast parses and writes; the sockets wait by poll,
// so that a limit of time and the server's stop are seen in every read and write.
#include "os/http_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <atomic>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "base/fs.h"
#include "base/log.h"
#include "base/strings.h"
#include "os/http_stream.h"
#include "os/http_target.h"
#include "os/pipe.h"

namespace footplate::os {

namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

HttpResponse problem(int status, const std::string& message) {
  return {status, "application/json", R"({"error_code":"BAD_REQUEST","message":")" + message + "\"}", {}, {}};
}

HttpRequest headOf(const http::request<http::buffer_body>& message) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message)
    request.headers.emplace_back(toLower(std::string_view(field.name_string())), field.value());
  readTarget(request);
  return request;
}

// The connection of one client, on its own thread.
class Connection {
 public:
  Connection(Descriptor socket, int stopFd, const HttpServerOptions& options, std::uint16_t port)
      : stream_(std::move(socket), stopFd, options.requestTimeoutMs), options_(options), port_(port) {}

  template <class Patient>
  void serve(Patient patient) {
    try {
      // Who has waited for a thread is heard in any case; who says nothing does not keep others out.
      const auto polite = Clock::now() + silentBegin;
      bool more = stream_.waitForRequest(options_.requestTimeoutMs,
                                         [&] { return Clock::now() < polite || patient(); });
      while (more && serveOne()) {
        more = buffer_.size() > 0 || stream_.waitForRequest(options_.idleTimeoutMs, patient);
      }
      stream_.finish();
    } catch (const std::exception& error) {
      logDebug(std::string("http: ") + error.what());
    }
  }

 private:
  using Parser = http::request_parser<http::buffer_body>;
  using Clock = std::chrono::steady_clock;
  static constexpr auto silentBegin = std::chrono::seconds(2);

  // Whether the connection may be used again.
  bool serveOne() {
    Parser parser;
    parser.header_limit(options_.maxHeader);
    parser.body_limit(boost::none);
    error_code code;
    stream_.setDeadline(Clock::now() + std::chrono::milliseconds(options_.headTimeoutMs));
    http::read_header(stream_, buffer_, parser, code);
    stream_.setDeadline(Clock::time_point::max());
    if (code) {
      const bool tooLarge = code == http::error::header_limit;
      if (tooLarge || code.category() == make_error_code(http::error::bad_method).category()) {
        if (code != http::error::end_of_stream && code != http::error::partial_message) {
          answer(problem(tooLarge ? 431 : 400, "the request is not HTTP/1.1 this server reads"), 11, false,
                 false);
        }
      }
      return false;
    }
    const unsigned version = parser.get().version();
    const bool head = parser.get().method() == http::verb::head;
    HttpRequest request = headOf(parser.get());
    std::optional<HttpResponse> early = refusalOf(request);
    BodyPlan plan;
    if (!early && options_.plan) {
      plan = options_.plan(request);
      early = std::move(plan.refusal);
    }
    if (!early) early = readBody(parser, request, plan);
    if (early) {
      stream_.setDeadline(Clock::time_point::max());
      answer(*early, version, head, false);
      return false;
    }
    const bool keep = parser.get().keep_alive();
    HttpResponse response = handled(request);
    return answer(response, version, head, keep) && keep;
  }

  HttpResponse handled(const HttpRequest& request) {
    try {
      return options_.handle(request);
    } catch (const std::exception& error) {
      logError("http: " + request.method + " " + request.path + ": " + error.what());
      return problem(500, "the request could not be handled");
    }
  }

  std::optional<HttpResponse> refusalOf(const HttpRequest& request) const {
    const std::string port = ":" + std::to_string(port_);
    const std::string host = toLower(request.header("host"));
    if (host != "127.0.0.1" + port && host != "localhost" + port) return problem(403, "wrong Host");
    for (const auto& [name, value] : request.headers) {
      if (name == "origin") return problem(403, "web pages have no access");
    }
    return std::nullopt;
  }

  // Nothing, or what to answer instead.
  std::optional<HttpResponse> readBody(Parser& parser, HttpRequest& request, const BodyPlan& plan) {
    const std::uint64_t limit = plan.limit != 0 ? plan.limit : options_.maxBody;
    if (parser.content_length() && *parser.content_length() > limit)
      return problem(413, "the body is too large");
    if (toLower(request.header("expect")) == "100-continue") {
      http::response<http::empty_body> go(http::status::continue_, 11);
      error_code code;
      http::write(stream_, go, code);
      if (code) return problem(408, "the connection broke");
    }
    Descriptor file;
    if (!plan.file.empty()) {
      file = Descriptor(::open(plan.file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
      if (!file) return problem(500, "the upload cannot be stored: " + systemMessage(errno));
      request.bodyFile = plan.file;
    }
    std::optional<HttpResponse> broken = copyBody(parser, request, file, limit);
    if (broken && file) ::unlink(plan.file.c_str());
    return broken;
  }

  std::optional<HttpResponse> copyBody(Parser& parser, HttpRequest& request, const Descriptor& file,
                                       std::uint64_t limit) {
    std::vector<char> block(65536);
    std::uint64_t total = 0;
    const auto began = Clock::now() + std::chrono::milliseconds(options_.requestTimeoutMs);
    while (!parser.is_done()) {
      stream_.setDeadline(began + std::chrono::milliseconds(total));  // a byte buys a millisecond
      parser.get().body().data = block.data();
      parser.get().body().size = block.size();
      error_code code;
      http::read(stream_, buffer_, parser, code);
      if (code == http::error::need_buffer) code = {};
      if (code) return problem(408, "the body did not come whole");
      const std::string_view got(block.data(), block.size() - parser.get().body().size);
      total += got.size();
      if (total > limit) return problem(413, "the body is too large");
      if (!file) {
        request.body += got;
      } else if (const int failed = writeAll(file.get(), got); failed != 0) {
        return problem(507, "the upload cannot be stored: " + systemMessage(failed));
      }
    }
    stream_.setDeadline(Clock::time_point::max());
    return std::nullopt;
  }

  template <class Body>
  bool send(http::response<Body>& message, const HttpResponse& response, bool head, bool keep) {
    message.set(http::field::content_type, response.contentType);
    for (const auto& [name, value] : response.headers) message.set(name, value);
    message.keep_alive(keep);
    error_code code;
    if (head) {
      http::response_serializer<Body> serializer(message);
      http::write_header(stream_, serializer, code);
    } else {
      http::write(stream_, message, code);
    }
    return !code;
  }

  bool answer(const HttpResponse& response, unsigned version, bool head, bool keep) {
    const auto status = static_cast<unsigned>(response.status);
    if (response.file.empty()) {
      http::response<http::string_body> message(static_cast<http::status>(status), version);
      message.body() = response.body;
      message.content_length(response.body.size());
      return send(message, response, head, keep);
    }
    http::response<http::file_body> message(static_cast<http::status>(status), version);
    error_code code;
    message.body().open(response.file.c_str(), boost::beast::file_mode::scan, code);
    if (code || !fileExists(response.file)) return answer(problem(404, "no such file"), version, head, keep);
    message.content_length(message.body().size());
    return send(message, response, head, keep);
  }

  HttpStream stream_;
  const HttpServerOptions& options_;
  std::uint16_t port_;
  boost::beast::flat_buffer buffer_;
};

class Server final : public HttpServer {
 public:
  Server(HttpServerOptions options, Descriptor listener, Wake stop, std::uint16_t port)
      : options_(std::move(options)), listener_(std::move(listener)), stop_(std::move(stop)), port_(port) {
    acceptor_ = std::thread([this] { acceptAll(); });
  }
  ~Server() override { stop(); }

  std::uint16_t port() const override { return port_; }

  void stop() override {
    stop_.set();
    {
      const std::lock_guard guard(mutex_);
      stopping_ = true;
      freed_.notify_all();
    }
    if (acceptor_.joinable()) acceptor_.join();
    std::unique_lock guard(mutex_);
    freed_.wait(guard, [this] { return running_ == 0; });
    joinFinished();
  }

 private:
  struct Slot {
    std::thread thread;
    std::atomic<bool> done{false};
  };

  bool isStopping() {
    const std::lock_guard guard(mutex_);
    return stopping_;
  }

  void acceptAll() {
    while (!isStopping()) {
      pollfd fds[] = {{listener_.get(), POLLIN, 0}, {stop_.fd(), POLLIN, 0}};
      if (::poll(fds, 2, -1) < 0 && errno != EINTR) return;
      if (fds[1].revents != 0) return;
      if (fds[0].revents == 0) continue;
      if (!waitForSlot()) return;
      Descriptor socket = closedOnExec(::accept(listener_.get(), nullptr, nullptr));
      if (!socket) {
        // Out of descriptors: the client waits in the queue until one is free.
        if (errno == EMFILE || errno == ENFILE) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        continue;
      }
      const int yes = 1;
      ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      begin(std::move(socket));
    }
  }

  bool waitForSlot() {
    std::unique_lock guard(mutex_);
    if (running_ < options_.connections) return !stopping_;
    waiting_ = true;
    freed_.wait(guard, [this] { return stopping_ || running_ < options_.connections; });
    waiting_ = false;
    return !stopping_;
  }

  void begin(Descriptor socket) {
    const std::lock_guard guard(mutex_);
    joinFinished();
    Slot& slot = slots_.emplace_back();
    ++running_;
    try {
      slot.thread = std::thread([this, &slot, owned = std::make_shared<Descriptor>(std::move(socket))] {
        Connection connection(std::move(*owned), stop_.fd(), options_, port_);
        connection.serve([this] { return !waiting_; });
        const std::lock_guard done(mutex_);
        slot.done = true;
        --running_;
        freed_.notify_all();
      });
    } catch (const std::system_error& error) {
      logWarn(std::string("http: no thread for a connection: ") + error.what());
      slots_.pop_back();
      --running_;
    }
  }

  // With mutex_ held: a thread that is done holds it no more.
  void joinFinished() {
    for (auto slot = slots_.begin(); slot != slots_.end();) {
      if (!slot->done) {
        ++slot;
        continue;
      }
      if (slot->thread.joinable()) slot->thread.join();
      slot = slots_.erase(slot);
    }
  }

  HttpServerOptions options_;
  Descriptor listener_;
  Wake stop_;
  std::uint16_t port_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::list<Slot> slots_;
  unsigned running_ = 0;
  std::atomic<bool> waiting_{false};  // a client waits for a free thread
  bool stopping_ = false;
  std::thread acceptor_;
};

Error serverError(const char* doing) {
  return {ErrorCode::unavailable,
          std::string("starting the server on 127.0.0.1: ") + doing + ": " + systemMessage(errno)};
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options) {
  Descriptor listener = closedOnExec(::socket(AF_INET, SOCK_STREAM, 0));
  if (!listener || ::fcntl(listener.get(), F_SETFL, O_NONBLOCK) != 0)
    return fail(serverError("making a socket"));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener.get(), generic, size) != 0) return fail(serverError("binding"));
  if (::listen(listener.get(), 128) != 0) return fail(serverError("listening"));
  if (::getsockname(listener.get(), generic, &size) != 0) return fail(serverError("asking for the port"));
  Wake stop;
  if (!stop) return fail(serverError("making an event"));
  try {
    return std::unique_ptr<HttpServer>(std::make_unique<Server>(std::move(options), std::move(listener),
                                                                std::move(stop), ntohs(address.sin_port)));
  } catch (const std::system_error& error) {
    return fail(ErrorCode::unavailable, std::string("starting the server on 127.0.0.1: ") + error.what());
  }
}

}  // namespace footplate::os
