#include "commands/check_job.h"

#include "base/severity.h"
#include "ide/diagnostics.h"

namespace footplate::commands {

namespace {

bool mayBeForced(const std::string& code) {
  return code.starts_with("file.") || code.starts_with("rule.");
}

std::string issueLine(const ide::Document& document, const schema::Issue& issue) {
  const Position at =
      document.yaml().lines().position(*document.text, issue.span.begin, PositionEncoding::utf32);
  return document.path + ":" + std::to_string(at.line + 1) + ":" + std::to_string(at.character + 1) + ": " +
         severityName(issue.severity) + " " + issue.code + ": " + issue.message;
}

}  // namespace

Result<void> checkDocument(const ide::Document& document, const ide::Workspace& workspace, bool force,
                           const Session& session, const std::string& consequence) {
  std::size_t errors = 0;
  std::string first;
  for (const schema::Issue& issue : ide::diagnostics(document, workspace)) {
    const bool counts = issue.severity == Severity::error || issue.severity == Severity::warning;
    if (counts && session.progress) session.progress(issueLine(document, issue));
    if (issue.severity != Severity::error || (force && mayBeForced(issue.code))) continue;
    if (errors++ == 0) first = issueLine(document, issue);
  }
  if (errors == 0) return {};
  const std::string more = errors == 1 ? "" : " (and " + std::to_string(errors - 1) + " more)";
  return fail(ErrorCode::invalid, "checking the file, " + consequence + ": " + first + more);
}

}  // namespace footplate::commands
