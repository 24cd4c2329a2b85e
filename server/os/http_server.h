// A small HTTP/1.1 server on 127.0.0.1 for the programs of a run (Boost.Beast reads and writes the messages).
//
// Each connection has a thread of a bounded number; headers, bodies and times are bounded. A request whose
// Host is not this server's address, or that carries an Origin (a web page), is refused before the handler
// hears of it. The handlers run on several threads at once. The destructor stops and joins.
//
//   HttpServerOptions options;
//   options.plan = [](const HttpRequest& head) { … token wrong? → BodyPlan::refuse({.status = 401}) … };
//   options.handle = [](const HttpRequest& request) { return HttpResponse{200, "application/json", "{}"}; };
//   auto server = HttpServer::start(std::move(options));
//   std::string url = "http://127.0.0.1:" + std::to_string((*server)->port());
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace footplate::os {

struct HttpRequest {
  std::string method;                                        // "GET"
  std::string target;                                        // as sent: "/api/x?y=a%20b"
  std::string path;                                          // percent-decoded: "/api/x"
  std::vector<std::pair<std::string, std::string>> query;    // decoded: {"y", "a b"}
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                          // empty when it went to a file
  std::string bodyFile;                                      // the whole body, when the plan said so

  std::string_view header(std::string_view lowerName) const;  // "" when missing
  std::string_view queryValue(std::string_view name) const;   // the first, "" when missing
};

struct HttpResponse {
  int status = 200;
  std::string contentType = "application/json";
  std::string body;
  std::string file;  // when set, this file is sent instead of `body`
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// What to do with the body of a request whose head was read.
struct BodyPlan {
  std::optional<HttpResponse> refusal;  // answer this and read no body
  std::string file;                     // stream into this new file (removed again when the transfer breaks)
  std::uint64_t limit = 0;              // bytes; 0 = the server's maxBody

  static BodyPlan refuse(HttpResponse response) { return {std::move(response), {}, 0}; }
  static BodyPlan toFile(std::string path, std::uint64_t limit) {
    return {std::nullopt, std::move(path), limit};
  }
};

struct HttpServerOptions {
  std::function<HttpResponse(const HttpRequest&)> handle;
  std::function<BodyPlan(const HttpRequest& head)> plan;  // may be missing: every body into memory
  unsigned connections = 32;                              // threads; more clients wait
  std::uint32_t maxHeader = 64 * 1024;
  std::uint64_t maxBody = UINT64_C(16) << 20;
  int headTimeoutMs = 15'000;     // for the whole head of a request, however it dribbles in
  int requestTimeoutMs = 60'000;  // without a byte inside a request; bodies come with 1 KB a second at least
  int idleTimeoutMs = 60'000;     // between two requests; sooner when others wait
};

class HttpServer {
 public:
  virtual ~HttpServer() = default;
  // Listens on a random port of 127.0.0.1 when this returns.
  static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options);
  virtual std::uint16_t port() const = 0;
  // Stops accepting, breaks idle connections, waits for requests being answered. Twice is fine.
  virtual void stop() = 0;
};

}  // namespace footplate::os
