// How much a remark matters, in the order the editor shows them.
#pragma once

namespace footplate {

enum class Severity { error, warning, information, hint };

// "error", "warning", "information", "hint": the words of `validate --json`.
constexpr const char* severityName(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      return "information";
    case Severity::hint:
      return "hint";
  }
  return "error";
}

}  // namespace footplate
