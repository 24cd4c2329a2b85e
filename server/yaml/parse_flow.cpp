// Flow collections: [a, b] and {a: b}, JSON among them.
#include <algorithm>

#include "yaml/parser.h"

namespace footplate::yaml {

NodeId Parser::parseFlow(int around) {
  if (tooDeep()) return newNull(c_.at);
  const Offset begin = c_.at;
  const bool list = peek() == '[';
  Open open{newNode(list ? Kind::sequence : Kind::mapping, begin, begin + 1), noNode};
  tree_->records_[open.id].flags |= Record::flow;
  ++c_.at;
  ++depth_;
  ++flowDepth_;
  const bool closed = parseFlowItems(around, open, list ? ']' : '}');
  --depth_;
  --flowDepth_;
  Offset end = c_.at;
  if (!closed) {
    end = open.last == noNode ? begin + 1 : std::max(begin + 1, tree_->records_[open.last].end);
    if (!flowBroken_ || flowDepth_ == 0) {
      problem({begin, begin + 1}, "yaml.unclosed-flow",
              list ? "this '[' has no ']'; close the list" : "this '{' has no '}'; close the mapping");
    }
    if (flowDepth_ == 0) flowBroken_ = false;
  }
  close(open, end);
  if (!list) checkDuplicates(open.id);
  return open.id;
}

// Whether the closing bracket was met (and read).
bool Parser::parseFlowItems(int around, Open& open, char closer) {
  bool separated = true;
  while (skipFlow(around)) {
    const char c = peek();
    if (c == closer) {
      ++c_.at;
      return true;
    }
    if (c == ']' || c == '}') {
      if (flowDepth_ > 1) return false;
      problem({c_.at, c_.at + 1}, "yaml.flow-closer", std::string("expected '") + closer + "' here");
      ++c_.at;
      return true;
    }
    if (c == ',') {
      if (separated)
        problem({c_.at, c_.at + 1}, "yaml.flow-comma", "nothing stands before this comma; remove it");
      separated = true;
      ++c_.at;
      continue;
    }
    if (!separated) problem({c_.at, c_.at + 1}, "yaml.missing-comma", "put a ',' before this item");
    separated = false;
    if (closer == ']') {
      append(open, parseFlowItem(around));
    } else {
      parseFlowEntry(around, open);
    }
  }
  return false;
}

// An item of a list: a node, or one pair that makes a mapping of its own.
NodeId Parser::parseFlowItem(int around) {
  const Offset begin = c_.at;
  const Offset line = c_.lineStart;
  NodeId key = noNode;
  const bool explicitKey = atFlowIndicator('?');
  if (explicitKey) {
    ++c_.at;
    key = parseFlowValue(around);
  } else if (atFlowIndicator(':')) {
    key = newNull(begin);
  } else {
    key = parseFlowNode(around);
  }
  const bool oneLine = c_.lineStart == line;
  if (skipFlow(around) && flowColon(key)) {
    if (!explicitKey && (!oneLine || c_.lineStart != line)) multilineKey(key);
    return parseFlowPair(around, key, begin);
  }
  if (!explicitKey) return key;
  Open open{newNode(Kind::mapping, begin, begin), noNode};
  tree_->records_[open.id].flags |= Record::flow;
  appendEntry(open, key, newNull(tree_->records_[key].end));
  close(open, tree_->records_[key].end);
  return open.id;
}

void Parser::multilineKey(NodeId key) {
  problem({tree_->records_[key].begin, tree_->records_[key].end}, "yaml.multiline-key",
          "a key and its ':' stand on one line");
}

NodeId Parser::parseFlowPair(int around, NodeId key, Offset begin) {
  Open open{newNode(Kind::mapping, begin, begin), noNode};
  tree_->records_[open.id].flags |= Record::flow;
  ++c_.at;
  const NodeId value = parseFlowValue(around);
  appendEntry(open, key, value);
  close(open, tree_->records_[value].end);
  return open.id;
}

void Parser::parseFlowEntry(int around, Open& open) {
  NodeId key = noNode;
  if (atFlowIndicator('?')) {
    ++c_.at;
    key = parseFlowValue(around);
  } else if (atFlowIndicator(':')) {
    key = newNull(c_.at);
  } else {
    key = parseFlowNode(around);
  }
  NodeId value = noNode;
  if (skipFlow(around) && flowColon(key)) {
    ++c_.at;
    value = parseFlowValue(around);
  } else {
    value = newNull(tree_->records_[key].end);
    tree_->records_[key].flags |= Record::noColon;
  }
  appendEntry(open, key, value);
}

// What stands behind "?" or ":", perhaps nothing.
NodeId Parser::parseFlowValue(int around) {
  const Offset gap = c_.at;
  if (!skipFlow(around) || flowEnds()) return newNull(gap);
  return parseFlowNode(around);
}

NodeId Parser::parseFlowNode(int around) {
  Props props;
  if (peek() == '&' || peek() == '!') {
    props = parseProps();
    const Offset end = c_.at;
    if (!skipFlow(around) || flowEnds()) {
      const NodeId empty = newNull(end);
      attach(empty, props);
      return empty;
    }
  }
  NodeId node = noNode;
  const char c = peek();
  if (c == '[' || c == '{') {
    node = parseFlow(around);
  } else if (c == '"' || c == '\'') {
    node = parseQuoted(around);
  } else if (c == '*') {
    node = parseAlias();
  } else {
    if (atFlowIndicator('-')) {
      problem({c_.at, c_.at + 1}, "yaml.dash-in-flow", "items between '[' and ']' are written without '-'");
    }
    reservedStart();
    node = parsePlain(around, c_.at, scanPlain(c_.at, true), true, nullptr);
  }
  attach(node, props);
  return node;
}

// Moves to the next token inside brackets; false where they end without being closed.
bool Parser::skipFlow(int around) {
  if (flowBroken_) return false;
  while (skipSpace()) {
    const Cursor before = c_;
    if (!ended()) beginLine(nextLine(c_.at));
    if (ended() || c_.marker != 0 || !shallowFlowLine(around)) {
      c_ = before;
      flowBroken_ = true;
      return false;
    }
  }
  return true;
}

// Judges a line at or left of the column the brackets belong to; false when it seems to be a block's next
// entry.
bool Parser::shallowFlowLine(int around) {
  const char c = peek();
  if (c_.spaces > around || atLineEnd(c_.at) || c == '#') return true;
  if (c_.tabbed) {
    reportTabs();
    return true;
  }
  const bool closer = c == ']' || c == '}';
  Offset end = lineEndFrom(c_.at);
  while (end > c_.at && bytes::isBlank(text_[end - 1])) --end;
  if (!closer && looksLikeEntry(c_.at) && text_[end - 1] != ',' && !leadsToCloser(c_.at, end)) return false;
  problem({c_.at, c_.at + 1}, "yaml.flow-indentation",
          "YAML 1.2 wants this line indented deeper than the key the brackets belong to",
          Severity::information);
  return true;
}

// Whether a line closes more brackets than it opens, or the next one begins with a closing bracket.
bool Parser::leadsToCloser(Offset begin, Offset end) const {
  int open = 0;
  for (Offset at = begin; at < end; ++at) {
    const char c = text_[at];
    if (c == '[' || c == '{') ++open;
    if (c == ']' || c == '}') --open;
  }
  if (open != 0) return open < 0;
  Offset next = end;
  while (next < size_ && (bytes::isBlank(text_[next]) || bytes::isBreak(text_[next]))) ++next;
  return next < size_ && (text_[next] == ']' || text_[next] == '}');
}

bool Parser::atFlowIndicator(char indicator) const {
  return peek() == indicator && (spaceAt(c_.at + 1) || bytes::isFlow(text_[c_.at + 1]));
}

// A ":" that makes `key` a key: behind quotes and brackets it needs no space.
bool Parser::flowColon(NodeId key) const {
  if (peek() != ':') return false;
  const Record& record = tree_->records_[key];
  const bool json = record.has(Record::flow) || (record.kind == Kind::scalar && record.style != Style::plain);
  return json || atFlowIndicator(':');
}

bool Parser::flowEnds() const {
  const char c = peek();
  return c == ',' || c == ']' || c == '}' || atFlowIndicator(':');
}

}  // namespace footplate::yaml
