#include "lsp/requests/diagnostic.h"

#include <functional>

#include "ide/diagnostics.h"
#include "lsp/requests/handlers.h"

namespace footplate::lsp {

std::vector<protocol::Diagnostic> diagnosticsOf(const Snapshot& snapshot) {
  const ide::Diagnosis diagnosis = ide::diagnose(snapshot.document(), *snapshot.workspace);
  const Places places = snapshot.places();
  std::vector<protocol::Diagnostic> list;
  for (const schema::Issue& issue : diagnosis.issues) list.push_back(toDiagnostic(issue, places));
  if (diagnosis.unshown == 0) return list;
  protocol::Diagnostic rest = toDiagnostic(diagnosis.issues.back(), places);
  rest.severity = protocol::DiagnosticSeverity::information;
  rest.code.reset();
  rest.message = places.words(std::to_string(diagnosis.unshown) + " more problems are not shown");
  list.push_back(std::move(rest));
  return list;
}

// The result id is a hash of what is said, so "unchanged" stays right whatever changed outside the document.
std::string diagnostic(const Snapshot& snapshot, const protocol::DocumentDiagnosticParams& params) {
  protocol::DocumentDiagnosticReport report;
  report.kind = "full";
  report.items = diagnosticsOf(snapshot);
  const std::string id = std::to_string(std::hash<std::string>()(toJson(report)));
  if (params.previousResultId == id) {
    report.kind = "unchanged";
    report.items.reset();
  }
  report.resultId = id;
  return toJson(report);
}

}  // namespace footplate::lsp
