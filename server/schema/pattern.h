// Regular expressions of schemas: a safe subset of ECMAScript's.
//
// Searching takes time in proportion to pattern × text whatever both say (no back-references), so a schema
// or document from a stranger cannot hang the server. A pattern this cannot read matches everything.
// Immutable, any thread.
//
//   Pattern p("^\\d+[bkmg]$");
//   p.search("16g");  // true
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace footplate::schema {

class Pattern {
 public:
  explicit Pattern(std::string_view source);

  const std::string& source() const { return source_; }
  bool understood() const { return program_ != nullptr; }
  // Whether it matches anywhere in the text (UTF-8, by code points).
  bool search(std::string_view text) const;

  struct Program;  // pattern.cpp

 private:
  std::string source_;
  std::shared_ptr<const Program> program_;
};

}  // namespace footplate::schema
