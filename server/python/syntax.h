// The syntax tree of a Python text; tree-sitter stays behind this header.
//
// A Syntax is immutable and may be read from any thread; a SyntaxNode is a value of two words that lives no
// longer than its Syntax. Only named nodes of the grammar are kept, comments left out.
//
//   auto syntax = python::parseSyntax(std::make_shared<const std::string>("main(lr=0.1)\n"));
//   for (SyntaxNode statement : syntax->root().children()) use(statement.type(), statement.text());
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace footplate::python {

class Syntax;

class SyntaxNode {
 public:
  SyntaxNode() = default;
  SyntaxNode(const Syntax* syntax, std::uint32_t id) : syntax_(syntax), id_(id) {}

  // False for "no such node"; all questions may be asked of it.
  explicit operator bool() const { return syntax_ != nullptr; }
  bool operator==(const SyntaxNode&) const = default;
  std::uint32_t id() const { return id_; }
  bool inFileOf(SyntaxNode other) const { return syntax_ == other.syntax_; }

  std::string_view type() const;  // the grammar's word: "call", "identifier"
  bool is(std::string_view type) const { return this->type() == type; }
  Span span() const;
  std::string_view text() const;

  SyntaxNode field(std::string_view name) const;  // the first child of that name: "function", "arguments"
  std::vector<SyntaxNode> children() const;
  SyntaxNode firstChild() const;
  SyntaxNode next() const;  // sibling

 private:
  const Syntax* syntax_ = nullptr;
  std::uint32_t id_ = 0;
};

class Syntax {
 public:
  SyntaxNode root() const { return {this, 0}; }
  const std::string& text() const { return *text_; }
  std::size_t size() const { return records_.size(); }
  // Part of the text is no Python.
  bool broken() const { return broken_; }

 private:
  friend class SyntaxNode;
  friend std::shared_ptr<const Syntax> parseSyntax(std::shared_ptr<const std::string> text);

  static constexpr std::uint32_t none = UINT32_MAX;
  struct Record {
    const char* type = "";
    const char* field = "";
    Span span;
    std::uint32_t firstChild = none;
    std::uint32_t next = none;
  };

  std::shared_ptr<const std::string> text_;
  std::vector<Record> records_;
  bool broken_ = false;
};

// Null when the text is too large to be a script, or too tangled to be read in a fraction of a second.
std::shared_ptr<const Syntax> parseSyntax(std::shared_ptr<const std::string> text);

}  // namespace footplate::python
