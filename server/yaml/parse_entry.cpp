// Block mappings and their entries, whole and half-typed.
#include <algorithm>
#include <bit>
#include <functional>

#include "yaml/parser.h"

namespace footplate::yaml {

namespace {

bool isWord(std::string_view text) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), good);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (text.size() <= longest) return "'" + std::string(text) + "'";
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u) --cut;
  return "'" + std::string(text.substr(0, cut)) + "…'";
}

}  // namespace

// Stands on the first entry, or behind `firstKey` when that is read already.
NodeId Parser::parseMapping(int around, int column, Offset begin, NodeId firstKey, const Props& props) {
  Open open{newNode(Kind::mapping, begin, begin), noNode};
  if (c_.tabbed && begin == c_.token) {
    const Offset at = c_.at;
    c_.at = c_.token;
    reportTabs();
    c_.at = at;
  }
  if (firstKey == noNode) {
    parseEntry(column, open);
  } else if (atIndicator(':')) {
    appendEntry(open, firstKey, parseColonValue(column));
  } else {
    parseColonless(column, firstKey, open);
  }
  while (continueMapping(around, column)) {
    if (!takeOver(column, open)) parseEntry(this->column(c_.at), open);
  }
  close(open,
        std::max(tree_->records_[open.last].end, tree_->records_[tree_->records_[open.last].previous].end));
  checkDuplicates(open.id);
  attach(open.id, props);
  return open.id;
}

// Moves to the next entry of the mapping; false at its end.
bool Parser::continueMapping(int around, int column) {
  while (true) {
    toNextToken();
    if (c_.indent <= around || c_.indent < 0) return false;
    if (atIndicator('-')) {
      strayDash(column);
      continue;
    }
    if (c_.indent == column) {
      reportTabs();
      reportedIndent_ = -2;
      return true;
    }
    if (c_.indent > column && !looksLikeEntry(c_.at)) {
      problem(skipStray(), "yaml.stray-text",
              "this line belongs to no key; a text over several lines begins with '|' or '>' behind its key");
      continue;
    }
    badIndentation();
    return true;
  }
}

// A list item where a key is expected. What it holds is read, so that its lines make sense, but is not kept.
void Parser::strayDash(int column) {
  problem({c_.at, c_.at + 1}, "yaml.stray-dash",
          "a list item stands among keys; a list is the value of a key, on lines indented below it");
  const int here = c_.indent > column ? c_.indent : column;
  ++c_.at;
  parseValue(here, Place::compact, false);
}

void Parser::parseEntry(int column, Open& open) {
  if (atIndicator('?')) return parseExplicitEntry(column, open);
  if (atIndicator(':')) {
    const NodeId key = newNull(c_.at);
    return appendEntry(open, key, parseColonValue(column));
  }
  const Offset line = c_.lineStart;
  const NodeId key = parseKeyNode(column);
  if (!atIndicator(':') && takeUnindented(key, open)) return;
  if (c_.lineStart != line) {
    problem(Span{tree_->records_[key].begin, tree_->records_[key].end}, "yaml.multiline-key",
            "a key stands on one line; begin a longer one with '? '");
  }
  if (atIndicator(':')) return appendEntry(open, key, parseColonValue(column));
  parseColonless(column, key, open);
}

// Brackets in the column of the key above, which has no value yet: they are read as if they were indented.
bool Parser::takeUnindented(NodeId node, Open& open) {
  Record& record = tree_->records_[node];
  if (open.last == noNode || (record.kind != Kind::mapping && record.kind != Kind::sequence)) return false;
  const Record& empty = tree_->records_[open.last];
  const NodeId above = empty.previous;
  Record& key = tree_->records_[above];
  if (empty.kind != Kind::null_ || empty.properties != 0 || key.kind != Kind::scalar ||
      key.has(Record::noColon))
    return false;
  std::erase_if(tree_->problems_, [&](const Problem& problem) {
    return problem.code == "yaml.flow-indentation" && problem.span.begin >= record.begin;
  });
  problem({record.begin, record.begin + 1}, "yaml.flow-indentation",
          "indent the brackets: they are the value of " + quoted(slice(key.begin, key.end)));
  record.previous = above;
  record.parent = open.id;
  key.next = node;
  open.last = node;
  finishLine();
  return true;
}

void Parser::parseExplicitEntry(int column, Open& open) {
  ++c_.at;
  const NodeId key = parseValue(column, Place::compact, true);
  toNextToken();
  NodeId value = noNode;
  if (c_.indent == column && atIndicator(':')) {
    reportTabs();
    ++c_.at;
    value = parseValue(column, Place::compact, true);
  } else {
    value = newNull(tree_->records_[key].end);
  }
  appendEntry(open, key, value);
}

// A key on the current line; stops at its ":" where there is one.
NodeId Parser::parseKeyNode(int column) {
  Props props;
  if (peek() == '&' || peek() == '!') props = parseProps();
  const char c = peek();
  NodeId key = noNode;
  if (atLineEnd(c_.at) || c == '#' || atIndicator(':')) {
    key = newNull(c_.at);
  } else if (c == '"' || c == '\'') {
    key = parseQuoted(column);
  } else if (c == '[' || c == '{') {
    key = parseFlow(column);
  } else if (c == '*') {
    key = parseAlias();
  } else {
    reservedStart();
    const PlainLine line = scanPlain(c_.at, false);
    key = plainNode(c_.at, line.end, nullptr);
    c_.at = line.end;
  }
  attach(key, props);
  const Offset end = c_.at;
  while (bytes::isBlank(peek())) ++c_.at;
  if (!atIndicator(':')) c_.at = end;
  return key;
}

NodeId Parser::parseColonValue(int column) {
  ++c_.at;
  return parseValue(column, Place::inlined, true);
}

// A key as somebody types it: no ":" yet, or no space behind it.
void Parser::parseColonless(int column, NodeId key, Open& open) {
  const Span span{tree_->records_[key].begin, tree_->records_[key].end};
  const bool plain = tree_->records_[key].style == Style::plain;
  if (!plain && peek() == ':') {
    problem({c_.at, c_.at + 1}, "yaml.missing-space", "put a space behind the ':'");
    ++c_.at;
    return appendEntry(open, key, parseNode(column, Place::inlined, false));
  }
  if (plain && splitMissingSpace(key, open)) return;
  problem(span, "yaml.missing-colon",
          span.empty() ? std::string("a key is missing here")
                       : "put ': ' and a value behind " + quoted(slice(span.begin, span.end)));
  tree_->records_[key].flags |= Record::noColon;
  finishLine();
  toNextToken();
  const bool deeper = c_.indent > column && looksLikeEntry(c_.at);
  const bool list = c_.indent == column && c_.indent >= 0 && atIndicator('-');
  appendEntry(open, key, deeper || list ? parseNode(column, Place::line, true) : newNull(span.end));
}

// "code:./train": the key and the value that were meant. Not "http://x".
bool Parser::splitMissingSpace(NodeId key, Open& open) {
  Record& record = tree_->records_[key];
  if (record.kind != Kind::scalar || record.has(Record::cooked)) return false;
  const std::string_view text = slice(record.begin, record.end);
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon + 1 == text.size() || !isWord(text.substr(0, colon))) return false;
  if (text.substr(colon + 1).starts_with("//")) return false;
  const Offset at = record.begin + static_cast<Offset>(colon);
  problem({at, at + 1}, "yaml.missing-space", "put a space behind the ':'");
  const Offset end = record.end;
  record.end = at;
  record.count = static_cast<std::uint32_t>(colon);
  appendEntry(open, key, plainNode(at + 1, end, nullptr));
  finishLine();
  return true;
}

void Parser::checkDuplicates(NodeId mapping) {
  const std::vector<Record>& records = tree_->records_;
  const std::uint32_t entries = records[mapping].count / 2;
  if (entries < 2) return;
  const auto next = [&](NodeId key) { return records[records[key].next].next; };
  const auto text = [&](const Record& key) {
    return std::string_view(key.has(Record::cooked) ? tree_->cooked_.data() + key.first : text_ + key.first,
                            key.count);
  };
  constexpr std::uint32_t few = 12;
  if (entries <= few) {
    for (NodeId key = next(records[mapping].first); key != noNode; key = next(key)) {
      const Record& later = records[key];
      if (later.kind != Kind::scalar) continue;
      for (NodeId other = records[mapping].first; other != key; other = next(other)) {
        const Record& earlier = records[other];
        if (earlier.kind != Kind::scalar || earlier.count != later.count || text(earlier) != text(later))
          continue;
        duplicateKey(key, other);
        break;
      }
    }
    return;
  }
  // Open addressing: a mapping may have ten thousand keys, and is looked through at every keystroke.
  std::vector<NodeId> seen(std::bit_ceil(2 * std::size_t{entries}), noNode);
  for (NodeId key = records[mapping].first; key != noNode; key = next(key)) {
    if (records[key].kind != Kind::scalar) continue;
    const std::string_view name = text(records[key]);
    std::size_t place = std::hash<std::string_view>()(name) & (seen.size() - 1);
    while (seen[place] != noNode && text(records[seen[place]]) != name)
      place = (place + 1) & (seen.size() - 1);
    if (seen[place] == noNode) {
      seen[place] = key;
    } else {
      duplicateKey(key, seen[place]);
    }
  }
}

// Where both say the same nothing is lost: most readers take the later one without a word.
void Parser::duplicateKey(NodeId key, NodeId earlier) {
  const Record& record = tree_->records_[key];
  const auto valueOf = [&](NodeId of) {
    const Record& value = tree_->records_[tree_->records_[of].next];
    return slice(value.begin, value.end);
  };
  const std::uint32_t line = tree_->lines_.lineOf(tree_->records_[earlier].begin) + 1;
  problem({record.begin, record.end}, "yaml.duplicate-key",
          "the key " + quoted(slice(record.begin, record.end)) + " is already on line " +
              std::to_string(line) + "; remove one of them",
          valueOf(key) == valueOf(earlier) ? Severity::warning : Severity::error);
}

}  // namespace footplate::yaml
