// The parameters of a notification, or nothing after a line in the log.
#pragma once

#include <optional>

#include "base/log.h"
#include "protocol/json_value.h"
#include "rpc/message.h"

namespace footplate::lsp {

template <class Params>
std::optional<Params> readNotification(const rpc::Message& message) {
  if (!message.params) {
    logWarn(message.method + " came without parameters");
    return std::nullopt;
  }
  auto params = protocol::fromJson<Params>(*message.params);
  if (params) return std::move(*params);
  logWarn(message.method + ": " + params.error().message);
  return std::nullopt;
}

}  // namespace footplate::lsp
