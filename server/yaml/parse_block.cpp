// Block nodes: values behind indicators, sequences, and telling a key from a value.
#include <algorithm>

#include "yaml/parser.h"

namespace footplate::yaml {

// What belongs to the indicator just read: on its line, or on the lines below it.
NodeId Parser::parseValue(int around, Place place, bool sequenceAtParent) {
  const Offset gap = c_.at;
  if (!skipSpace()) return parseNode(around, place, sequenceAtParent);
  toNextToken();
  const bool sibling = sequenceAtParent && c_.indent == around && atIndicator('-');
  if (c_.indent > around || (sibling && c_.indent >= 0))
    return parseNode(around, Place::line, sequenceAtParent);
  return newNull(gap);
}

// Stands on the first byte of the node. Properties before the last line belong to a collection, those on the
// line of an implicit key to the key.
NodeId Parser::parseNode(int around, Place place, bool sequenceAtParent) {
  if (tooDeep()) return newNull(c_.at);
  Props outer;
  Props own;
  Offset begin = c_.at;
  while (peek() == '&' || peek() == '!') {
    begin = c_.at;
    own = parseProps();
    const Offset end = c_.at;
    if (!skipSpace()) break;
    outer = merged(outer, own);
    own = {};
    toNextToken();
    place = Place::line;
    begin = c_.at;
    const bool sibling = sequenceAtParent && c_.indent == around && c_.indent >= 0 && atIndicator('-');
    if (c_.indent <= around && !sibling) {
      const NodeId empty = newNull(end);
      attach(empty, outer);
      return empty;
    }
  }
  ++depth_;
  const NodeId node = parseContent(around, place, outer, own, begin);
  --depth_;
  return node;
}

NodeId Parser::parseContent(int around, Place place, const Props& outer, const Props& own, Offset begin) {
  if (place == Place::line && c_.tabbed && c_.at == c_.token && c_.spaces <= around) reportTabs();
  const char c = peek();
  if ((c == '-' || c == '?' || c == ':') && spaceAt(c_.at + 1)) {
    return parseCollectionOrKey(around, place, outer, own, begin);
  }
  if (c == '|' || c == '>') return finishScalar(parseBlockScalar(around), outer, own);
  const bool flow = c == '[' || c == '{';
  if (!flow && c != '"' && c != '\'' && c != '*')
    return parsePlainOrMapping(around, place, outer, own, begin);

  const Offset line = c_.lineStart;
  const NodeId node = flow ? parseFlow(around) : c == '*' ? parseAlias() : parseQuoted(around);
  if (c_.lineStart == line && place != Place::inlined) {
    const Offset end = c_.at;
    while (bytes::isBlank(peek())) ++c_.at;
    if (atIndicator(':')) {
      sameLineCollection(place, begin, true);
      attach(node, own);
      return parseMapping(around, column(begin), begin, node, outer);
    }
    c_.at = end;
  }
  return finishScalar(node, outer, own);
}

// "- ", "? " and ": " begin a collection, save behind "key:" on the same line.
NodeId Parser::parseCollectionOrKey(int around, Place place, const Props& outer, const Props& own,
                                    Offset begin) {
  const char c = peek();
  if (place == Place::inlined && c != '-') {
    problem({c_.at, c_.at + 1}, "yaml.nested-colon",
            std::string("a value cannot begin with '") + c +
                " ' here; put the value in quotes, or begin a new line");
    PlainLine line = scanPlain(c_.at + 1, false);
    line.end = std::max(line.end, c_.at + 1);
    while (line.colon) line = scanPlain(line.stop + 1, false);
    return finishScalar(parsePlain(around, c_.at, line, false, nullptr), outer, own);
  }
  sameLineCollection(place, c_.at, false);
  if (own.any() && c != ':') {
    problem({begin, c_.at}, "yaml.property-place",
            "put the anchor or tag of a block collection on the line before it");
  }
  if (c == '-') return parseSequence(around, merged(outer, own));
  if (c == '?') return parseMapping(around, column(c_.at), c_.at, noNode, merged(outer, own));
  if (!own.any()) return parseMapping(around, column(c_.at), c_.at, noNode, outer);
  const NodeId key = newNull(own.end());
  attach(key, own);
  return parseMapping(around, column(begin), begin, key, outer);
}

void Parser::sameLineCollection(Place place, Offset begin, bool key) {
  if (place == Place::marker) {
    problem({begin, begin + 1}, "yaml.content-after-marker",
            "keys and list items cannot stand on the line of '---'; begin a new line");
  } else if (place == Place::inlined && !key) {
    problem({begin, begin + 1}, "yaml.list-after-key",
            "a list cannot begin on the line of its key; begin a new line");
  } else if (place == Place::compact) {
    for (Offset offset = begin; offset > c_.lineStart && bytes::isBlank(text_[offset - 1]); --offset) {
      if (text_[offset - 1] != '\t') continue;
      problem({offset - 1, offset}, "yaml.tab-indentation", "YAML is indented with spaces; replace the tab");
      return;
    }
  }
}

NodeId Parser::parsePlainOrMapping(int around, Place place, const Props& outer, const Props& own,
                                   Offset begin) {
  const Offset start = c_.at;
  const int here = column(begin);
  reservedStart();
  PlainLine line = scanPlain(start, false);
  if (line.colon && place != Place::inlined) {
    sameLineCollection(place, begin, true);
    const NodeId key = plainNode(start, line.end, nullptr);
    attach(key, own);
    c_.at = line.stop;
    return parseMapping(around, here, begin, key, outer);
  }
  if (line.colon) {
    problem({line.stop, line.stop + 1}, "yaml.nested-colon",
            "a value that holds ': ' needs quotes; put the whole value in quotes, or begin a new line for a "
            "nested key");
    while (line.colon) line = scanPlain(line.stop + 1, false);
  }
  bool keyFollows = false;
  const NodeId node = parsePlain(around, start, line, false, &keyFollows);
  if (keyFollows && (place == Place::line || place == Place::compact)) {
    attach(node, own);
    return parseMapping(around, here, begin, node, outer);
  }
  return finishScalar(node, outer, own);
}

NodeId Parser::finishScalar(NodeId node, const Props& outer, const Props& own) {
  attach(node, merged(outer, own));
  finishLine();
  return node;
}

NodeId Parser::parseSequence(int around, const Props& props) {
  Open open{newNode(Kind::sequence, c_.at, c_.at), noNode};
  const int first = column(c_.at);
  reportTabs();
  Offset end = c_.at;
  do {
    const int here = column(c_.at);
    end = ++c_.at;
    const NodeId item = parseValue(here, Place::compact, false);
    append(open, item);
    end = std::max(end, tree_->records_[item].end);
  } while (continueSequence(around, first, open));
  if (open.last != noNode) end = std::max(end, tree_->records_[open.last].end);
  close(open, end);
  attach(open.id, props);
  return open.id;
}

// Moves to the next dash of the sequence; false at its end.
bool Parser::continueSequence(int around, int column, Open& open) {
  while (true) {
    toNextToken();
    if (c_.indent < around || c_.indent < 0) return false;
    const bool dash = atIndicator('-');
    if (c_.indent == column && dash) {
      reportTabs();
      reportedIndent_ = -2;
      return true;
    }
    if (c_.indent <= around) return false;
    if (dash) {
      badIndentation();
      return true;
    }
    strayInSequence(column, open);
  }
}

// A line without a dash where items are expected: a key begins an item, other text is left out of the tree.
void Parser::strayInSequence(int column, Open& open) {
  constexpr auto message =
      "this line stands among list items without a '- '; begin it with one, or indent it as part of the "
      "item above";
  if (looksLikeKey(c_.at)) {
    problem({c_.at, lineEndFrom(c_.at)}, "yaml.missing-dash", message);
    append(open, parseNode(std::min(column, c_.indent), Place::line, false));
  } else {
    problem(skipStray(), "yaml.missing-dash", message);
  }
}

}  // namespace footplate::yaml
