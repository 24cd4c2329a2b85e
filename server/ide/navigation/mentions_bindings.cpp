// Mentions of inputs, outputs, search-space names and steps: their keys, and every `${{ … }}`.
#include "ide/bindings/binding_uses.h"
#include "ide/navigation/mention_parts.h"

namespace footplate::ide {
namespace {

SubjectKind subjectKind(Definition::What what) {
  switch (what) {
    case Definition::What::output:
      return SubjectKind::output;
    case Definition::What::search:
      return SubjectKind::searchSpace;
    case Definition::What::step:
      return SubjectKind::node;
    default:
      return SubjectKind::input;
  }
}

// A key that is written in quotes is named without them.
Span nameSpan(Span span, const std::string& text) {
  const bool quoted = span.size() >= 2 && (text[span.begin] == '\'' || text[span.begin] == '"');
  return quoted ? Span{span.begin + 1, span.end - 1} : span;
}

}  // namespace

void addBindingMentions(const Document& document, DocumentSet& documents, MentionSink& sink) {
  for (const BindingUse& use : bindingUses(document, documents.workspace())) {
    if (!use.definition) continue;
    const Subject subject{subjectKind(use.definition.what),
                          use.definition.path(),
                          use.definition.key.id(),
                          use.definition.name(),
                          {}};
    sink.add(nameSpan(use.span, *document.text), use.span, subject, use.isDefinition);
  }
}

}  // namespace footplate::ide
