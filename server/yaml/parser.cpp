// Documents, directives and the arena.
#include "yaml/parser.h"

#include <algorithm>

namespace footplate::yaml {

Parser::Parser(std::shared_ptr<const std::string> text, const EarlierTree* earlier)
    : tree_(new Tree), earlier_(earlier) {
  if (!text) text = std::make_shared<const std::string>();
  text_ = text->c_str();
  size_ = static_cast<Offset>(std::min<std::size_t>(text->size(), UINT32_MAX - 8));
  tree_->lines_ = earlier ? earlier->lines(*text) : LineIndex(*text);
  tree_->text_ = std::move(text);
  tree_->records_.reserve(earlier ? earlier->tree().nodeCount() + 64 : size_ / 10 + 8);
}

std::shared_ptr<const Tree> Parser::run() {
  checkBytes();
  const bool mark = size_ >= 3 && std::string_view(text_, 3) == "\xEF\xBB\xBF";
  beginLine(mark ? 3 : 0);
  parseDocuments();
  finishProblems();
  return std::move(tree_);
}

void Parser::finishProblems() {
  std::stable_sort(tree_->problems_.begin(), tree_->problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.span.begin < b.span.begin; });
}

void Parser::problem(Span span, const char* code, std::string message, Severity severity) {
  if (tree_->problems_.size() >= maxProblems) return;
  tree_->problems_.push_back({span, code, std::move(message), severity});
}

void Parser::parseDocuments() {
  bool directivesAllowed = true;
  while (true) {
    if (c_.marker == 0) toNextToken();
    if (ended()) return;
    bool directives = false;
    if (directivesAllowed && peek() == '%' && c_.at == c_.lineStart) {
      parseDirectives();
      directives = true;
    }
    if (c_.marker == '.') {
      if (directives)
        problem({c_.at, c_.at + 3}, "yaml.directive", "directives need a document, begun by '---'");
      c_.at += 3;
      c_.marker = 0;
      finishLine();
      directivesAllowed = true;
      continue;
    }
    parseDocument(directives);
    directivesAllowed = c_.marker == '.' || ended();
  }
}

void Parser::parseDirectives() {
  versionSeen_ = false;
  tagHandles_.clear();
  while (!ended() && peek() == '%' && c_.at == c_.lineStart) {
    parseDirective();
    toNextToken();
  }
}

void Parser::parseDirective() {
  const Offset begin = c_.at;
  Offset end = begin;
  while (!atLineEnd(end) && !(text_[end] == '#' && bytes::isBlank(text_[end - 1]))) ++end;
  c_.at = end;
  while (end > begin && bytes::isBlank(text_[end - 1])) --end;
  const Span span{begin, end};
  const std::string_view line = slice(begin, end);
  if (line.starts_with("%YAML ") || line.starts_with("%YAML\t") || line == "%YAML") {
    std::string_view version = line.substr(5);
    version.remove_prefix(std::min(version.find_first_not_of(" \t"), version.size()));
    const bool good =
        version.size() >= 3 && version[1] == '.' && version.find_first_not_of("0123456789.") == version.npos;
    if (!good) problem(span, "yaml.directive", "write the version as in '%YAML 1.2'");
    if (versionSeen_) problem(span, "yaml.directive", "the version is given twice");
    versionSeen_ = true;
  } else if (line.starts_with("%TAG ") || line.starts_with("%TAG\t")) {
    parseTagDirective(line.substr(5), span);
  } else {
    problem(span, "yaml.unknown-directive", "YAML knows the directives %YAML and %TAG; this line is ignored",
            Severity::warning);
  }
}

void Parser::parseTagDirective(std::string_view rest, Span line) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::size_t gap = rest.find_first_of(" \t");
  const std::string_view handle = rest.substr(0, gap);
  std::string_view prefix = gap == rest.npos ? std::string_view() : rest.substr(gap);
  prefix.remove_prefix(std::min(prefix.find_first_not_of(" \t"), prefix.size()));
  if (handle.empty() || handle.front() != '!' || handle.back() != '!' || prefix.empty()) {
    problem(line, "yaml.directive", "write a tag directive as in '%TAG !e! tag:example.org,2026:'");
    return;
  }
  tagHandles_.emplace_back(handle, prefix);
}

void Parser::parseDocument(bool directives) {
  anchors_.clear();
  if (!directives) tagHandles_.clear();
  NodeId node = noNode;
  if (c_.marker == '-') {
    c_.at += 3;
    c_.marker = 0;
    c_.indent = 0;
    c_.token = c_.lineStart;
    node = parseValue(-1, Place::marker, false);
  } else {
    if (directives) {
      problem({c_.at, std::min(c_.at + 1, size_)}, "yaml.directive",
              "directives are followed by a line '---'");
    }
    node = ended() ? newNull(c_.at) : parseNode(-1, Place::line, false);
  }
  parseStrayRoots(&node);
  tree_->documents_.push_back(node);
  reportedIndent_ = -2;
}

// Anything behind the root but a marker is an error; a collection there is more likely what was meant.
void Parser::parseStrayRoots(NodeId* node) {
  bool reported = false;
  for (toNextToken(); c_.indent >= 0 && !ended(); toNextToken()) {
    if (!reported) {
      problem({c_.at, lineEndFrom(c_.at)}, "yaml.second-root",
              "the document ended above; begin another one with '---', or indent this line as part of it");
    }
    reported = true;
    const NodeId other = parseNode(-1, Place::line, false);
    const Kind kind = tree_->records_[*node].kind;
    if (kind != Kind::mapping && kind != Kind::sequence) *node = other;
  }
}

NodeId Parser::newNode(Kind kind, Offset begin, Offset end) {
  Record& record = tree_->records_.emplace_back();
  record.begin = begin;
  record.end = end;
  record.kind = kind;
  return static_cast<NodeId>(tree_->records_.size() - 1);
}

NodeId Parser::newScalar(Span span, Style style, std::uint32_t first, std::uint32_t count, bool cooked) {
  const NodeId id = newNode(Kind::scalar, span.begin, span.end);
  Record& record = tree_->records_[id];
  record.style = style;
  record.first = first;
  record.count = count;
  if (cooked) record.flags = Record::cooked;
  return id;
}

void Parser::append(Open& open, NodeId child) {
  Record& record = tree_->records_[child];
  record.parent = open.id;
  record.previous = open.last;
  if (open.last == noNode) {
    tree_->records_[open.id].first = child;
  } else {
    tree_->records_[open.last].next = child;
  }
  ++tree_->records_[open.id].count;
  open.last = child;
}

void Parser::appendEntry(Open& open, NodeId key, NodeId value) {
  append(open, key);
  append(open, value);
  tree_->records_[key].flags |= Record::key;
}

void Parser::close(Open& open, Offset end) {
  Record& record = tree_->records_[open.id];
  record.end = std::max(end, record.begin);
}

// Past the limit the rest of the text is left unread: nobody writes that by hand.
bool Parser::tooDeep() {
  if (depth_ < maxDepth) return false;
  problem({c_.at, std::min(c_.at + 1, size_)}, "yaml.too-deep",
          "nested deeper than " + std::to_string(maxDepth) + " levels; the rest of the file is not read");
  c_.at = c_.token = size_;
  c_.indent = -1;
  c_.marker = 0;
  return true;
}

std::shared_ptr<const Tree> parse(std::shared_ptr<const std::string> text) {
  return Parser(std::move(text)).run();
}

}  // namespace footplate::yaml
