// What the author of a document silenced by remarks in its comments.
//
//   priority: 9   # footplate: ignore[schema.enum, name]   these codes and families on this line
//   # footplate: ignore                                    everything on the line below
//   # footplate: ignore-file[schema]                       in the file; before its first content
//
// A remark also covers the lines of a text that begins on its line ("command: |").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ide/document.h"
#include "schema/issue.h"

namespace footplate::ide {

// One code or family of a remark, with its place.
struct SilencedCode {
  std::string_view name;
  Span span;
};

struct Silence {
  enum class Scope { line, file };
  Scope scope = Scope::line;
  std::uint32_t line = 0;  // the line that is silenced
  Span comment;
  bool all = false;  // no codes are given
  std::vector<SilencedCode> codes;
  Span list;  // from "[" to "]", empty where there is none

  bool covers(std::string_view code) const;
};

// The remarks of a document in the order of the text.
std::vector<Silence> silences(const Document& document);

// Takes out what is silenced, and adds a hint for each code that does not exist.
void applySilences(const Document& document, std::vector<schema::Issue>& issues);

// The line above which a remark covers an issue at `at`: the first one of the text it stands in, else its
// own.
std::uint32_t firstLineOf(const Document& document, Offset at);

// The hint for a word that is no code and no family, with the nearest one as its repair.
schema::Issue unknownCode(std::string_view word, Span span);

}  // namespace footplate::ide
