// HTTP as a client, by libcurl, which is loaded at first use: a machine without it can do all but download.
// Any thread. Certificates, proxies and redirects are handled as curl does.
//
//   auto done = download("https://host/iris.csv", cache + "/iris.csv", {}, token);
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"

namespace footplate::os {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpOptions {
  HttpHeaders headers;
  std::int64_t timeoutMs = 0;                // of the whole transfer; 0 = none
  std::int64_t stallMs = 60'000;             // without a byte
  std::int64_t connectMs = 30'000;           // until there is a connection
  bool compressed = true;                    // false: the bytes as they are, for parts of a file
  std::uint64_t limit = UINT64_C(16) << 30;  // bytes of the answer
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // total 0 = not told
  std::function<void()>
      unreached;  // called where no connection came about: no address for the name, nobody listens
};

struct HttpAnswer {
  int status = 0;
  HttpHeaders headers;
  std::string body;
};

// Which library transfers would use; unavailable where there is none.
Result<std::string> httpAvailable();

// The answer whatever its status. unavailable when there is none.
Result<HttpAnswer> httpRequest(const std::string& method, const std::string& url, std::string_view body,
                               const HttpOptions& options = {}, CancelToken token = {});

// A GET whose body goes to `sink` as it comes, with the status and headers it came with; false ends it. The
// answer has no body. unavailable when there is none, or `sink` ended it.
using BodySink = std::function<bool(const HttpAnswer& head, std::string_view part)>;
Result<HttpAnswer> httpStream(const std::string& url, const BodySink& sink, const HttpOptions& options = {},
                              CancelToken token = {});

// The value of a header, "" where there is none. Names are in lower case.
std::string headerOf(const HttpAnswer& answer, std::string_view name);

// Into `path` by a temporary file beside it. notFound for 404 and 410, unavailable for other statuses from
// 400 on.
Result<void> download(const std::string& url, const std::string& path, const HttpOptions& options = {},
                      CancelToken token = {});

}  // namespace footplate::os
