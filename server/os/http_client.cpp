// libcurl by dlopen: the program starts without its thirty libraries, and runs on machines that have none of
// them.
#include "os/http_client.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>

#include "base/file_system.h"
#include "base/fs.h"
#include "base/mask.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "os/program.h"

namespace footplate::os {

namespace {

struct Curl {
  decltype(&::curl_global_init) globalInit = nullptr;
  decltype(&::curl_easy_init) easyInit = nullptr;
  decltype(&::curl_easy_setopt) setopt = nullptr;
  decltype(&::curl_easy_perform) perform = nullptr;
  decltype(&::curl_easy_getinfo) getinfo = nullptr;
  decltype(&::curl_easy_cleanup) cleanup = nullptr;
  decltype(&::curl_easy_strerror) strerror = nullptr;
  decltype(&::curl_slist_append) slistAppend = nullptr;
  decltype(&::curl_slist_free_all) slistFree = nullptr;
  bool loaded = false;
};

template <class Function>
bool take(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

Curl load() {
  Curl curl;
  void* library = nullptr;
  for (const char* name : curlLibraries()) {
    if (library == nullptr) library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  }
  if (library == nullptr) return curl;
  curl.loaded =
      take(library, "curl_global_init", curl.globalInit) && take(library, "curl_easy_init", curl.easyInit) &&
      take(library, "curl_easy_setopt", curl.setopt) && take(library, "curl_easy_perform", curl.perform) &&
      take(library, "curl_easy_getinfo", curl.getinfo) && take(library, "curl_easy_cleanup", curl.cleanup) &&
      take(library, "curl_easy_strerror", curl.strerror) &&
      take(library, "curl_slist_append", curl.slistAppend) &&
      take(library, "curl_slist_free_all", curl.slistFree) &&
      curl.globalInit(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return curl;
}

const Curl& library() {
  static const Curl curl = load();
  return curl;
}

// One transfer. `sink` takes the body; false breaks the transfer.
class Transfer {
 public:
  Transfer(const HttpOptions& options, CancelToken token) : options_(options), token_(std::move(token)) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    if (list_ != nullptr) library().slistFree(list_);
    if (handle_ != nullptr) library().cleanup(handle_);
  }

  Result<void> run(const std::string& method, const std::string& url, std::string_view body,
                   std::function<bool(std::string_view)> sink) {
    const Curl& curl = library();
    const std::string shown = maskSecrets(url);
    if (!curl.loaded) {
      return fail(ErrorCode::unavailable,
                  "fetching " + shown +
                      ": libcurl is missing; install the package libcurl4 (Debian, Ubuntu) " +
                      "or libcurl (others)");
    }
    handle_ = curl.easyInit();
    if (handle_ == nullptr)
      return fail(ErrorCode::unavailable, "fetching " + shown + ": libcurl could not start");
    sink_ = std::move(sink);
    prepare(method, url, body);
    const CURLcode code = curl.perform(handle_);
    long status = 0;
    curl.getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<int>(status);
    if (token_.stop_requested()) return fail(ErrorCode::canceled, "fetching " + shown + " was stopped");
    if (failure_) return fail(failure_->code, "fetching " + shown + ": " + failure_->message);
    if (code != CURLE_OK) {
      const bool unreached = code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
                             code == CURLE_COULDNT_CONNECT;
      if (unreached && options_.unreached) options_.unreached();
      const std::string reason = error_[0] != '\0' ? error_ : curl.strerror(code);
      return fail(ErrorCode::unavailable, "fetching " + shown + ": " + reason);
    }
    return {};
  }

  HttpAnswer& answer() { return answer_; }
  // The answer so far: its headers are complete when the body begins.
  const HttpAnswer& head() {
    long status = 0;
    library().getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<int>(status);
    return answer_;
  }
  void refuse(Error error) { failure_ = std::move(error); }

 private:
  void prepare(const std::string& method, const std::string& url, std::string_view body) {
    const Curl& curl = library();
    curl.setopt(handle_, CURLOPT_URL, url.c_str());
    curl.setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.setopt(handle_, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl.setopt(handle_, CURLOPT_FOLLOWLOCATION, 1L);
    curl.setopt(handle_, CURLOPT_MAXREDIRS, 10L);
    curl.setopt(handle_, CURLOPT_NOSIGNAL, 1L);
    if (options_.compressed) curl.setopt(handle_, CURLOPT_ACCEPT_ENCODING, "");
    curl.setopt(handle_, CURLOPT_USERAGENT, "footplate");
    curl.setopt(handle_, CURLOPT_ERRORBUFFER, error_);
    curl.setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connectMs));
    curl.setopt(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeoutMs));
    curl.setopt(handle_, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl.setopt(handle_, CURLOPT_LOW_SPEED_TIME, static_cast<long>((options_.stallMs + 999) / 1000));
    if (method == "HEAD") curl.setopt(handle_, CURLOPT_NOBODY, 1L);
    if (!body.empty() || method == "POST" || method == "PUT") {
      curl.setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
      curl.setopt(handle_, CURLOPT_POSTFIELDS, body.empty() ? "" : body.data());
    }
    if (method != "GET" && method != "HEAD") curl.setopt(handle_, CURLOPT_CUSTOMREQUEST, method.c_str());
    for (const auto& [name, value] : options_.headers)
      list_ = curl.slistAppend(list_, (name + ": " + value).c_str());
    if (list_ != nullptr) curl.setopt(handle_, CURLOPT_HTTPHEADER, list_);
    curl.setopt(handle_, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    curl.setopt(handle_, CURLOPT_WRITEDATA, this);
    curl.setopt(handle_, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl.setopt(handle_, CURLOPT_HEADERDATA, this);
    curl.setopt(handle_, CURLOPT_NOPROGRESS, 0L);
    curl.setopt(handle_, CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
    curl.setopt(handle_, CURLOPT_XFERINFODATA, this);
  }

  static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t bytes = size * count;
    transfer.received_ += bytes;
    if (transfer.received_ > transfer.options_.limit) {
      transfer.refuse({ErrorCode::unavailable,
                       "it is larger than " + std::to_string(transfer.options_.limit) + " bytes"});
      return 0;
    }
    return transfer.sink_(std::string_view(data, bytes)) ? bytes : 0;
  }

  static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self) {
    auto& headers = static_cast<Transfer*>(self)->answer_.headers;
    const std::string_view line = trim(std::string_view(data, size * count));
    if (line.starts_with("HTTP/")) headers.clear();  // after a redirect the last answer's count
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      headers.emplace_back(toLower(line.substr(0, colon)), std::string(trim(line.substr(colon + 1))));
    }
    return size * count;
  }

  static int onProgress(void* self, curl_off_t total, curl_off_t done, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (transfer.options_.progress) {
      transfer.options_.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
    }
    return transfer.token_.stop_requested() ? 1 : 0;
  }

  const HttpOptions& options_;
  CancelToken token_;
  CURL* handle_ = nullptr;
  curl_slist* list_ = nullptr;
  char error_[CURL_ERROR_SIZE] = {};
  std::function<bool(std::string_view)> sink_;
  std::uint64_t received_ = 0;
  std::optional<Error> failure_;
  HttpAnswer answer_;
};

// A temporary file beside the target, gone unless kept.
struct Partial {
  std::string path;
  Descriptor file;
  bool kept = false;
  explicit Partial(const std::string& target) : path(target + ".XXXXXX") {
    file = Descriptor(::mkostemp(path.data(), O_CLOEXEC));
  }
  Partial(const Partial&) = delete;
  Partial& operator=(const Partial&) = delete;
  ~Partial() {
    if (file && !kept) ::unlink(path.c_str());
  }
};

}  // namespace

Result<std::string> httpAvailable() {
  if (library().loaded) return std::string("loaded at first use");
  return fail(ErrorCode::unavailable, std::string("no ") + curlLibraries().front());
}

Result<HttpAnswer> httpRequest(const std::string& method, const std::string& url, std::string_view body,
                               const HttpOptions& options, CancelToken token) {
  Transfer transfer(options, std::move(token));
  std::string received;
  const Result<void> done = transfer.run(method, url, body, [&](std::string_view part) {
    received += part;
    return true;
  });
  if (!done) return fail(done.error());
  transfer.answer().body = std::move(received);
  return std::move(transfer.answer());
}

Result<HttpAnswer> httpStream(const std::string& url, const BodySink& sink, const HttpOptions& options,
                              CancelToken token) {
  Transfer transfer(options, std::move(token));
  const Result<void> done =
      transfer.run("GET", url, {}, [&](std::string_view part) { return sink(transfer.head(), part); });
  if (!done) return fail(done.error());
  return std::move(transfer.answer());
}

std::string headerOf(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [known, value] : answer.headers) {
    if (known == name) return value;
  }
  return {};
}

Result<void> download(const std::string& url, const std::string& path, const HttpOptions& options,
                      CancelToken token) {
  Partial partial(path);
  if (!partial.file) return fail(ErrorCode::unavailable, "writing " + path + ": " + systemMessage(errno));
  Transfer transfer(options, std::move(token));
  const Result<void> done = transfer.run("GET", url, {}, [&](std::string_view part) {
    const int code = writeAll(partial.file.get(), part);
    if (code != 0) transfer.refuse({ErrorCode::unavailable, "writing " + path + ": " + systemMessage(code)});
    return code == 0;
  });
  if (!done) return fail(done.error());
  const int status = transfer.answer().status;
  if (status >= 400) {
    const ErrorCode kind = status == 404 || status == 410 ? ErrorCode::notFound : ErrorCode::unavailable;
    return fail(kind, "fetching " + maskSecrets(url) + ": the server answered " + std::to_string(status));
  }
  if (!syncToDisk(partial.file.get()) || ::rename(partial.path.c_str(), path.c_str()) != 0) {
    return fail(ErrorCode::unavailable, "writing " + path + ": " + systemMessage(errno));
  }
  partial.kept = true;
  return {};
}

}  // namespace footplate::os
