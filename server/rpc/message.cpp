#include "rpc/message.h"

#include <nlohmann/json.hpp>

namespace footplate::rpc {
namespace {

using nlohmann::json;

constexpr int maxDepth = 512;  // far above any real message; keeps recursive readers off the stack's end

bool isTooDeep(std::string_view text) {
  int depth = 0;
  bool inString = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (inString) {
      if (c == '\\') {
        ++at;
      } else if (c == '"') {
        inString = false;
      }
    } else if (c == '"') {
      inString = true;
    } else if (c == '[' || c == '{') {
      if (++depth > maxDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

Message invalid(std::string id, Code code, std::string problem) {
  Message message;
  message.id = std::move(id);
  message.code = code;
  message.problem = std::move(problem);
  return message;
}

bool isId(const json& id) {
  return id.is_string() || id.is_number();
}

Message readCall(json& object, std::string id, bool hasId) {
  const json& method = object["method"];
  if (!method.is_string()) return invalid(id, Code::invalidRequest, "the member method must be a string");
  Message message;
  message.kind = hasId ? Message::Kind::request : Message::Kind::notification;
  message.id = std::move(id);
  message.method = method.get<std::string>();
  if (const auto params = object.find("params"); params != object.end() && !params->is_null()) {
    if (!params->is_structured()) {
      return invalid(message.id, Code::invalidRequest, "the member params must be an object or an array");
    }
    message.params = std::make_shared<const json>(std::move(*params));
  }
  return message;
}

Message readResponse(json& object, std::string id) {
  const bool isError = object.contains("error");
  if (!isError && !object.contains("result")) {
    return invalid(id, Code::invalidRequest, "a message needs the member method, result or error");
  }
  Message message;
  message.kind = Message::Kind::response;
  message.id = std::move(id);
  message.isError = isError;
  message.params = std::make_shared<const json>(std::move(object[isError ? "error" : "result"]));
  return message;
}

}  // namespace

Message parseMessage(std::string_view text) {
  if (isTooDeep(text)) return invalid("null", Code::parseError, "the message is nested too deeply");
  json object = json::parse(text, nullptr, false);
  if (object.is_discarded()) return invalid("null", Code::parseError, "the message is not valid JSON");
  if (object.is_array())
    return invalid("null", Code::invalidRequest, "batches of messages are not supported");
  if (!object.is_object()) return invalid("null", Code::invalidRequest, "a message must be a JSON object");

  const auto found = object.find("id");
  const bool hasId = found != object.end();
  if (hasId && !isId(*found)) {
    return invalid("null", Code::invalidRequest, "the member id must be a number or a string");
  }
  std::string id = hasId ? found->dump(-1, ' ', false, json::error_handler_t::replace) : "null";
  const auto version = object.find("jsonrpc");
  if (version == object.end() || *version != "2.0") {
    return invalid(id, Code::invalidRequest, "the member jsonrpc must be \"2.0\"");
  }
  if (object.contains("method")) return readCall(object, std::move(id), hasId);
  if (!hasId) return invalid("null", Code::invalidRequest, "a message needs the member method");
  return readResponse(object, std::move(id));
}

}  // namespace footplate::rpc
