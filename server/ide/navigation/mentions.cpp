#include "ide/navigation/mentions.h"

#include <algorithm>
#include <utility>

#include "ide/navigation/mention_parts.h"

namespace footplate::ide {
namespace {

// "&name" and "*name": a cursor on the mark means the name.
void addAnchors(const Document& document, MentionSink& sink) {
  const yaml::Tree& tree = document.yaml();
  const auto count = static_cast<yaml::NodeId>(tree.nodeCount());
  for (yaml::NodeId id = 0; id < count; ++id) {
    const yaml::Node node = tree.node(id);
    if (const Span anchor = node.anchorSpan(); anchor.size() > 1) {
      const Subject subject{SubjectKind::anchor, document.path, id, std::string(node.anchor()), {}};
      sink.add({anchor.begin + 1, anchor.end}, anchor, subject, true);
    }
    if (!node.isAlias()) continue;
    const yaml::Node target = node.resolved();
    if (!target) continue;
    const Span alias = node.span();
    const Subject subject{SubjectKind::anchor, document.path, target.id(), std::string(node.text()), {}};
    sink.add({alias.begin + 1, alias.end}, alias, subject, false);
  }
}

}  // namespace

const Mention* Mentions::at(Offset place) const {
  const Mention* best = nullptr;
  for (const Mention& mention : mentions) {
    if (!mention.reach.touches(place)) continue;
    if (!best || mention.reach.size() < best->reach.size()) best = &mention;
  }
  return best;
}

const Mentions& findMentions(const Document& document, DocumentSet& documents) {
  std::shared_ptr<const Mentions>& known = documents.mentionsOf(document);
  if (known) return *known;
  Mentions found;
  MentionSink sink(found);
  addAnchors(document, sink);
  addBindingMentions(document, documents, sink);
  addFileMentions(document, documents, sink);
  const auto order = [](const Mention& mention) { return std::pair(mention.span.begin, mention.subject); };
  std::ranges::stable_sort(found.mentions, {}, order);
  const auto twice = std::ranges::unique(found.mentions, {}, order);
  found.mentions.erase(twice.begin(), twice.end());
  known = std::make_shared<const Mentions>(std::move(found));
  return *known;
}

std::vector<Mention> mentionsOf(const Subject& subject, const Document& document, DocumentSet& documents) {
  const Mentions& all = findMentions(document, documents);
  std::vector<Mention> found;
  std::vector<bool> meant(all.subjects.size());
  for (std::size_t i = 0; i < meant.size(); ++i) meant[i] = all.subjects[i] == subject;
  for (const Mention& mention : all.mentions) {
    if (meant[mention.subject]) found.push_back(mention);
  }
  return found;
}

}  // namespace footplate::ide
