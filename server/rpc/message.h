// One JSON-RPC 2.0 message, read from its text. Reading never throws; what is wrong becomes an invalid
// message that knows the error to answer.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace footplate::rpc {

// Codes of JSON-RPC 2.0 and those the language-server family adds.
enum class Code {
  parseError = -32700,
  invalidRequest = -32600,
  methodNotFound = -32601,
  invalidParams = -32602,
  internalError = -32603,
  notInitialized = -32002,
  requestFailed = -32803,
  contentModified = -32801,
  canceled = -32800,
};

struct Message {
  enum class Kind { request, notification, response, invalid };

  Kind kind = Kind::invalid;
  std::string id;      // as JSON text: 7 or "seven"; "null" where an invalid message had none we can use
  std::string method;  // of requests and notifications
  // Of requests and notifications, null pointer when there were none; of a response its result (or error).
  std::shared_ptr<const nlohmann::json> params;
  bool isError = false;  // a response that says error
  Code code = Code::invalidRequest;
  std::string problem;  // of an invalid message
};

Message parseMessage(std::string_view text);

}  // namespace footplate::rpc
