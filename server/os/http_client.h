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
  std::int64_t timeoutMs = 0;                                             // of the whole transfer; 0 = none
  std::int64_t stallMs = 60'000;                                          // without a byte
  std::uint64_t limit = UINT64_C(16) << 30;                               // bytes of the answer
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // total 0 = not told
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

// Into `path` by a temporary file beside it. notFound for 404 and 410, unavailable for other statuses from
// 400 on.
Result<void> download(const std::string& url, const std::string& path, const HttpOptions& options = {},
                      CancelToken token = {});

}  // namespace footplate::os
