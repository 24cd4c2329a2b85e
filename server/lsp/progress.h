// Work-done progress of one request: on the client's token, else on one the client lets us make. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "rpc/peer.h"

namespace footplate::lsp {

class Progress : public std::enable_shared_from_this<Progress> {
 public:
  // `token` is JSON text, "" where the client gave none.
  static std::shared_ptr<Progress> create(rpc::Peer& peer, std::string token, bool mayCreate,
                                          std::string title);

  void report(const std::string& message);
  void end();

  Progress(rpc::Peer& peer, std::string title) : peer_(peer), title_(std::move(title)) {}

 private:
  enum class State { waiting, shown, ended };

  void begin(std::string token);
  void send(const char* kind, const char* member, const std::string& text);

  rpc::Peer& peer_;
  std::string title_;
  std::mutex mutex_;
  std::string token_;
  State state_ = State::waiting;
};

}  // namespace footplate::lsp
