#include "ide/navigation/highlight.h"

#include "ide/navigation/mentions.h"

namespace footplate::ide {

std::vector<Highlight> highlights(const Document& document, Offset at, const Workspace& workspace) {
  DocumentSet documents(document, workspace);
  const Mentions& all = findMentions(document, documents);
  const Mention* here = all.at(at);
  std::vector<Highlight> found;
  if (!here) return found;
  for (const Mention& mention : all.mentions) {
    if (all.subject(mention) == all.subject(*here)) found.push_back({mention.span, mention.defines});
  }
  return found;
}

}  // namespace footplate::ide
