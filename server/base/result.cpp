#include "base/result.h"

namespace footplate {

const char* errorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return "invalid";
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::notFound:
      return "notFound";
    case ErrorCode::conflict:
      return "conflict";
    case ErrorCode::unavailable:
      return "unavailable";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::canceled:
      return "canceled";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace footplate
