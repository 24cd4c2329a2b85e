// Every place of a document that names something, and what it names: the ground on which definitions,
// references, highlights and renaming stand. Linear in the document; other files are only looked into where a
// step is made of a component.
//
//   DocumentSet documents(document, workspace);
//   const Mentions& mentions = findMentions(document, documents);
//   if (const Mention* here = mentions.at(offset)) use(mentions.subject(*here));
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ide/navigation/document_set.h"

namespace footplate::ide {

enum class SubjectKind : std::uint8_t {
  anchor,
  input,
  output,
  searchSpace,
  node,   // of a pipeline
  file,   // or folder
  asset,  // azureml:NAME, or what defines it
};

// What is named. Two mentions mean the same when their subjects are equal; nodes count only among documents
// of one DocumentSet.
struct Subject {
  SubjectKind kind = SubjectKind::anchor;
  std::string path;                  // of the document that defines it, or of the file
  yaml::NodeId node = yaml::noNode;  // the key, or the anchored node
  std::string name;                  // of an asset: "environment/sklearn"; else only for people
  std::string version;               // of an asset, where the mention says one; not part of what it is

  bool operator==(const Subject& other) const {
    return kind == other.kind && path == other.path && node == other.node &&
           (kind != SubjectKind::asset || name == other.name);
  }
};

struct Mention {
  Span span;                  // the name itself, without marks and quotes
  Span reach;                 // where a cursor means it
  std::uint32_t subject = 0;  // number in Mentions::subjects
  bool defines = false;
};

class Mentions {
 public:
  // The innermost one that a cursor at the place means; null for none.
  const Mention* at(Offset place) const;
  const Subject& subject(const Mention& mention) const { return subjects[mention.subject]; }

  std::vector<Subject> subjects;
  std::vector<Mention> mentions;  // in the order of the text
};

// Found once for each document of the set, and kept as long as the set.
const Mentions& findMentions(const Document& document, DocumentSet& documents);

// Every place of the document that names the subject, in the order of the text.
std::vector<Mention> mentionsOf(const Subject& subject, const Document& document, DocumentSet& documents);

}  // namespace footplate::ide
