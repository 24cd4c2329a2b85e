// What the finders of mentions share. Private to mentions*.cpp and what answers from them.
#pragma once

#include <map>
#include <string>
#include <tuple>

#include "ide/navigation/mentions.h"

namespace footplate::ide {

// Collects mentions; equal subjects get one number.
class MentionSink {
 public:
  explicit MentionSink(Mentions& out) : out_(out) {}

  void add(Span span, Span reach, const Subject& subject, bool defines) {
    out_.mentions.push_back({span, reach, number(subject), defines});
  }

 private:
  std::uint32_t number(const Subject& subject) {
    const Key key{subject.kind, subject.path, subject.node,
                  subject.kind == SubjectKind::asset ? subject.name + "\n" + subject.version : ""};
    const auto [place, added] = numbers_.try_emplace(key, static_cast<std::uint32_t>(out_.subjects.size()));
    if (added) out_.subjects.push_back(subject);
    return place->second;
  }

  using Key = std::tuple<SubjectKind, std::string, yaml::NodeId, std::string>;
  Mentions& out_;
  std::map<Key, std::uint32_t> numbers_;
};

// The text of a key or scalar without its quotes.
inline Span contentSpan(yaml::Node scalar) {
  const Span span = scalar.span();
  const bool quoted =
      scalar.style() == yaml::Style::singleQuoted || scalar.style() == yaml::Style::doubleQuoted;
  return quoted && span.size() >= 2 ? Span{span.begin + 1, span.end - 1} : span;
}

void addBindingMentions(const Document& document, DocumentSet& documents, MentionSink& sink);
void addFileMentions(const Document& document, DocumentSet& documents, MentionSink& sink);

}  // namespace footplate::ide
