// Tags, anchors and aliases.
#include "base/uri.h"
#include "yaml/parser.h"

namespace footplate::yaml {

// All anchors and tags that follow one another on the line.
Parser::Props Parser::parseProps() {
  Props props;
  while (true) {
    const char c = peek();
    if (c == '&') {
      parseAnchor(props);
    } else if (c == '!') {
      parseTag(props);
    } else {
      return props;
    }
    const Offset end = c_.at;
    while (bytes::isBlank(peek())) ++c_.at;
    if (atLineEnd(c_.at) || peek() == '#') {
      c_.at = end;
      return props;
    }
  }
}

void Parser::parseAnchor(Props& props) {
  const Offset begin = c_.at++;
  while (!spaceAt(c_.at) && !bytes::isFlow(peek())) ++c_.at;
  const Span span{begin, c_.at};
  if (span.size() == 1) {
    problem(span, "yaml.lone-anchor",
            "'&' begins an anchor; write its name behind it, or put the value in quotes");
    return;
  }
  if (!props.anchor.empty()) problem(span, "yaml.double-property", "a node has one anchor; remove this one");
  if (props.anchor.empty()) props.anchor = span;
}

void Parser::parseTag(Props& props) {
  const Offset begin = c_.at++;
  if (peek() == '<') {
    while (!spaceAt(c_.at) && peek() != '>') ++c_.at;
    if (peek() == '>') ++c_.at;
  } else {
    while (!spaceAt(c_.at) && !bytes::isFlow(peek())) ++c_.at;
  }
  const Span span{begin, c_.at};
  if (!spaceAt(c_.at) && !(flowDepth_ > 0 && bytes::isFlow(peek()))) {
    problem({c_.at, c_.at + 1}, "yaml.bad-tag", "a tag ends with a space; this character cannot stand in it");
  }
  if (!props.tag.empty()) problem(span, "yaml.double-property", "a node has one tag; remove this one");
  if (props.tag.empty()) props.tag = span;
}

// The properties of one node written on two lines.
Parser::Props Parser::merged(const Props& outer, const Props& own) {
  if (!outer.anchor.empty() && !own.anchor.empty()) {
    problem(own.anchor, "yaml.double-property", "a node has one anchor; remove this one");
  }
  if (!outer.tag.empty() && !own.tag.empty()) {
    problem(own.tag, "yaml.double-property", "a node has one tag; remove this one");
  }
  return {outer.anchor.empty() ? own.anchor : outer.anchor, outer.tag.empty() ? own.tag : outer.tag};
}

std::string Parser::resolveTag(Span tag) {
  const std::string_view text = slice(tag.begin, tag.end);
  if (text.starts_with("!<")) return std::string(text.substr(2, text.size() - (text.ends_with('>') ? 3 : 2)));
  const std::size_t second = text.find('!', 1);
  const std::string_view handle = text.substr(0, second == text.npos ? 1 : second + 1);
  const std::string suffix = percentDecoded(text.substr(handle.size()));
  for (auto known = tagHandles_.rbegin(); known != tagHandles_.rend(); ++known) {
    if (known->first == handle && !(handle == "!" && suffix.empty())) return known->second + suffix;
  }
  if (handle == "!") return "!" + suffix;
  if (handle == "!!") return "tag:yaml.org,2002:" + suffix;
  problem(tag, "yaml.undefined-tag",
          "the tag handle '" + std::string(handle) + "' needs a %TAG line above the document");
  return std::string(text);
}

// Gives a finished node its properties; from here on aliases find it.
void Parser::attach(NodeId node, const Props& props) {
  if (!props.any()) return;
  Record& record = tree_->records_[node];
  if (record.kind == Kind::alias) {
    problem({record.begin, record.end}, "yaml.alias-properties", "an alias has no anchor or tag of its own");
  }
  tree_->properties_.push_back(
      {props.anchor, props.tag, props.tag.empty() ? std::string() : resolveTag(props.tag)});
  record.properties = static_cast<std::uint32_t>(tree_->properties_.size());
  if (!props.anchor.empty() && record.kind != Kind::alias) {
    anchors_[slice(props.anchor.begin + 1, props.anchor.end)] = node;
  }
}

NodeId Parser::parseAlias() {
  const Offset begin = c_.at++;
  while (!spaceAt(c_.at) && !bytes::isFlow(peek())) ++c_.at;
  const Span span{begin, c_.at};
  if (span.size() == 1) {
    problem(span, "yaml.lone-alias",
            "'*' begins an alias; write an anchor's name behind it, or put the value in quotes");
    return plainNode(begin, c_.at, nullptr);
  }
  const NodeId alias = newNode(Kind::alias, span.begin, span.end);
  tree_->aliases_.push_back(alias);
  const std::string_view name = slice(begin + 1, c_.at);
  const auto target = anchors_.find(name);
  if (target == anchors_.end()) {
    problem(span, "yaml.undefined-alias",
            "no anchor '&" + std::string(name.substr(0, 60)) + "' stands above this alias");
  } else {
    tree_->records_[alias].first = target->second;
  }
  return alias;
}

}  // namespace footplate::yaml
