#include "lsp/progress.h"

#include <atomic>

#include "base/json_text.h"

namespace footplate::lsp {

std::shared_ptr<Progress> Progress::create(rpc::Peer& peer, std::string token, bool mayCreate,
                                           std::string title) {
  auto progress = std::make_shared<Progress>(peer, std::move(title));
  if (!token.empty()) {
    progress->begin(std::move(token));
  } else if (mayCreate) {
    static std::atomic<unsigned> last{0};
    const std::string ours = "\"footplate-" + std::to_string(++last) + '"';
    // The token may be used once the client has agreed; what is done before is not shown.
    peer.request("window/workDoneProgress/create", "{\"token\":" + ours + "}",
                 [progress, ours](const rpc::Message& answer) {
                   if (!answer.isError) progress->begin(ours);
                 });
  }
  return progress;
}

void Progress::begin(std::string token) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::waiting) return;
  token_ = std::move(token);
  state_ = State::shown;
  send("begin", "title", title_);
}

void Progress::report(const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (state_ == State::shown) send("report", "message", message);
}

void Progress::end() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::shown) send("end", nullptr, {});
  state_ = State::ended;
}

void Progress::send(const char* kind, const char* member, const std::string& text) {
  std::string params = "{\"token\":" + token_ + R"(,"value":{"kind":")" + kind + '"';
  if (member) {
    params += ",\"" + std::string(member) + "\":";
    appendJsonString(params, text);
  }
  params += "}}";
  peer_.notify("$/progress", params);
}

}  // namespace footplate::lsp
