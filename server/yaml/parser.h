// The reading of one text into a Tree; for the files of yaml/ only.
//
// Recursive descent led by columns. In a block each collection knows its own column and that of the
// collection around it (`around`, -1 at the root): a line at or left of `around` ends it, a line between the
// two is taken as an entry with a problem. Between nodes the reader stands either at the end of a line or on
// the first token of one (at_ == token_). A document marker and the end of the text count as a line of column
// -1.
//
// The methods are spread over parser.cpp (documents), parse_lines.cpp, parse_block.cpp, parse_entry.cpp,
// parse_flow.cpp, parse_plain.cpp, parse_quoted.cpp, parse_block_scalar.cpp, parse_properties.cpp and
// parse_again.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "yaml/characters.h"
#include "yaml/earlier_tree.h"
#include "yaml/tree.h"
#include "yaml/tree_record.h"

namespace footplate::yaml {

class Parser {
 public:
  static constexpr std::size_t maxProblems = 1000;  // of a text; further ones are not recorded

  // `earlier`: of a version of the text before, to take unchanged entries from; null to read all.
  explicit Parser(std::shared_ptr<const std::string> text, const EarlierTree* earlier = nullptr);
  std::shared_ptr<const Tree> run();

 private:
  using Record = NodeRecord;

  static constexpr int maxDepth = 256;

  // Where a block node begins, which decides what may begin there.
  enum class Place {
    line,     // first on its line: anything
    compact,  // behind "- ", "? " or an explicit ":": anything, a collection on the same line too
    inlined,  // behind "key:": no block collection on this line
    marker,   // behind "---": likewise
  };

  struct Open {
    NodeId id = noNode;
    NodeId last = noNode;
  };

  struct Props {
    Span anchor;
    Span tag;
    bool any() const { return !anchor.empty() || !tag.empty(); }
    Offset end() const { return anchor.end > tag.end ? anchor.end : tag.end; }
  };

  // All that tells where the reader stands.
  struct Cursor {
    Offset at = 0;
    Offset lineStart = 0;
    Offset token = 0;  // first token of this line
    int indent = 0;    // its column; tabs count up to the next multiple of four; -1 at a marker or the end
    int spaces = 0;    // spaces before it or before the first tab
    bool tabbed = false;
    char marker = 0;  // '-' or '.' on the line of a document marker
  };

  // A plain scalar's lines: where the text of the last one ends and how it stopped.
  struct PlainLine {
    Offset end = 0;      // behind the last byte that is no blank
    Offset stop = 0;     // where reading stopped
    bool colon = false;  // at a ":" that makes it a key
    bool comment = false;
  };

  // parser.cpp
  void parseDocuments();
  void parseDirectives();
  void parseDirective();
  void parseTagDirective(std::string_view rest, Span line);
  void parseDocument(bool directives);
  void parseStrayRoots(NodeId* root);
  void finishProblems();
  void problem(Span span, const char* code, std::string message, Severity severity = Severity::error);
  NodeId newNode(Kind kind, Offset begin, Offset end);
  NodeId newScalar(Span span, Style style, std::uint32_t first, std::uint32_t count, bool cooked);
  NodeId newNull(Offset at) { return newNode(Kind::null_, at, at); }
  void append(Open& open, NodeId child);
  void appendEntry(Open& open, NodeId key, NodeId value);
  void close(Open& open, Offset end);
  bool tooDeep();

  // parse_lines.cpp
  char peek() const { return text_[c_.at]; }
  char peek(Offset ahead) const { return c_.at + ahead <= size_ ? text_[c_.at + ahead] : '\0'; }
  bool ended() const { return c_.at >= size_; }
  bool atLineEnd(Offset offset) const { return offset >= size_ || bytes::isBreak(text_[offset]); }
  bool spaceAt(Offset offset) const {
    return offset >= size_ || (bytes::isSpace(text_[offset]) && text_[offset] != 0);
  }
  int column(Offset offset) const { return c_.indent + static_cast<int>(offset - c_.token); }
  void checkBytes();
  void beginLine(Offset start);
  bool isMarker(Offset start) const;
  bool skipSpace();
  void toNextToken();
  Offset nextLine(Offset lineEnd) const;
  void finishLine();
  void skipRestOfLine();
  Span skipStray();
  Offset lineEndFrom(Offset offset) const;
  bool atIndicator(char indicator) const { return peek() == indicator && spaceAt(c_.at + 1); }
  bool looksLikeEntry(Offset offset) const;
  bool looksLikeKey(Offset offset) const;
  void reportTabs();
  void badIndentation();
  std::string_view slice(Offset begin, Offset end) const { return {text_ + begin, end - begin}; }

  // parse_block.cpp
  NodeId parseValue(int around, Place place, bool sequenceAtParent);
  NodeId parseNode(int around, Place place, bool sequenceAtParent);
  NodeId parseContent(int around, Place place, const Props& outer, const Props& own, Offset begin);
  NodeId parseCollectionOrKey(int around, Place place, const Props& outer, const Props& own, Offset begin);
  NodeId parsePlainOrMapping(int around, Place place, const Props& outer, const Props& own, Offset begin);
  NodeId parseSequence(int around, const Props& props);
  void strayInSequence(int column, Open& open);
  bool continueSequence(int around, int column, Open& open);
  NodeId finishScalar(NodeId node, const Props& outer, const Props& own);
  void sameLineCollection(Place place, Offset begin, bool key);

  // parse_entry.cpp
  NodeId parseMapping(int around, int column, Offset begin, NodeId firstKey, const Props& props);
  bool continueMapping(int around, int column);
  void parseEntry(int column, Open& open);
  bool takeUnindented(NodeId node, Open& open);
  void parseExplicitEntry(int column, Open& open);
  NodeId parseKeyNode(int column);
  NodeId parseColonValue(int column);
  void parseColonless(int column, NodeId key, Open& open);
  bool splitMissingSpace(NodeId key, Open& open);
  void strayDash(int column);
  void checkDuplicates(NodeId mapping);
  void duplicateKey(NodeId key, NodeId earlier);

  // parse_flow.cpp
  NodeId parseFlow(int around);
  bool parseFlowItems(int around, Open& open, char closer);
  NodeId parseFlowItem(int around);
  NodeId parseFlowPair(int around, NodeId key, Offset begin);
  void parseFlowEntry(int around, Open& open);
  NodeId parseFlowNode(int around);
  NodeId parseFlowValue(int around);
  bool skipFlow(int around);
  bool shallowFlowLine(int around);
  bool leadsToCloser(Offset begin, Offset end) const;
  bool flowColon(NodeId key) const;
  bool atFlowIndicator(char indicator) const;
  bool flowEnds() const;
  void multilineKey(NodeId key);

  // parse_plain.cpp, parse_quoted.cpp, parse_block_scalar.cpp
  PlainLine scanPlain(Offset begin, bool flow);
  bool skipFlowExpression(Offset& offset, Offset begin);
  NodeId parsePlain(int around, Offset begin, PlainLine line, bool flow, bool* keyFollows);
  bool continues(int around, Offset lineEnd, bool flow, Offset* start, Offset* first, int* blanks) const;
  NodeId plainNode(Offset begin, Offset end, const std::string* cooked);
  std::uint32_t keepCooked(std::string_view text);
  void reservedStart();
  NodeId parseQuoted(int around);
  bool readQuoted(int around, char quote, std::string& text);
  bool quotedBreak(int around, std::string& text, bool escaped);
  void readEscape(std::string& text);
  void readHexEscape(Offset digits, std::string& text);
  bool hexAt(Offset offset, Offset digits, char32_t* code) const;
  NodeId unclosedQuote(const Cursor& start, std::size_t problems);
  NodeId parseBlockScalar(int around);
  struct BlockHeader {
    int indent = 0;  // as written, 0 when it is not
    char chomp = 0;  // '+', '-' or 0
    Offset end = 0;
  };
  BlockHeader parseBlockHeader();
  int blockIndent(int around, Offset from);
  void readBlockLines(int indent, bool folded, char chomp, Offset from, std::string& text);

  // parse_properties.cpp
  Props parseProps();
  void parseAnchor(Props& props);
  void parseTag(Props& props);
  std::string resolveTag(Span tag);
  Props merged(const Props& outer, const Props& own);
  void attach(NodeId node, const Props& props);
  NodeId parseAlias();

  // parse_again.cpp
  bool takeOver(int column, Open& open);
  void copyNodes(const EarlierTree::Run& run, Open& open);

  std::shared_ptr<Tree> tree_;
  const EarlierTree* earlier_ = nullptr;
  const char* text_ = nullptr;
  Offset size_ = 0;
  Cursor c_;
  int depth_ = 0;
  int flowDepth_ = 0;
  bool flowBroken_ = false;  // an unclosed flow collection ended at its line; all levels give up
  int reportedIndent_ = -2;  // column of the last badly indented line, said once a run of lines
  Offset reportedTab_ = UINT32_MAX;
  std::vector<std::pair<std::string, std::string>> tagHandles_;
  std::unordered_map<std::string_view, NodeId> anchors_;
  bool versionSeen_ = false;
  std::size_t keptLength_ = 0;  // bytes of the quoted text being read that folding may not trim
  Offset lastComment_ = 0;
};

}  // namespace footplate::yaml
