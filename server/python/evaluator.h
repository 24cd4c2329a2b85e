// Follows a script from its first line, as far as command lines are concerned. Private to python/.
//
// A Value is what an expression is known to be. A parser that goes where it cannot be followed (into a list,
// to a function of a library) is left open: it may take more than was seen.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "python/arguments.h"
#include "python/syntax.h"

namespace footplate::python {

struct Module;

struct Value {
  enum class Kind { unknown, external, module, function, type, parser, literal };
  Kind kind = Kind::unknown;
  std::string dotted;        // external: "argparse.ArgumentParser"
  Module* module = nullptr;  // a module; where a function, class or literal is written
  SyntaxNode node = {};      // of a function, class or literal
  std::size_t parser = 0;
  bool exclusive = false;  // of a parser: a group of which one at most is given

  bool is(Kind wanted) const { return kind == wanted; }
  bool isExternal(std::string_view name) const { return kind == Kind::external && dotted == name; }
  bool isNone() const { return kind == Kind::literal && node.is("none"); }
  bool operator==(const Value&) const = default;
};

using Names = std::unordered_map<std::string, Value>;

struct Module {
  std::string path;
  std::string folder;  // where "." of its relative imports is
  std::shared_ptr<const Syntax> syntax;
  Names names;
};

// A parser being built: argparse's, or a command of click or typer.
struct Parser {
  Arguments arguments;
  unsigned depth = 0;     // of conditions around where it was made
  bool parsed = false;    // it reads the command line
  bool command = false;   // of click or typer: reads the command line when it is called
  std::size_t parts = 0;  // typer: how many commands the application has
};

// A call with its arguments told apart.
struct Call {
  SyntaxNode node;
  std::vector<SyntaxNode> positional;
  std::vector<std::pair<std::string_view, SyntaxNode>> keywords;
  bool splat = false;  // *args or **kwargs are among them

  explicit Call(SyntaxNode call);
  SyntaxNode keyword(std::string_view name) const;
};

class Evaluator {
 public:
  Evaluator(const Script& script, const FileReader& read) : script_(script), read_(read) {}
  std::shared_ptr<const Arguments> run();

  // For the libraries: what is written, names of constants followed.
  Value eval(SyntaxNode node);
  std::optional<std::string> string(SyntaxNode node);
  std::optional<bool> boolean(SyntaxNode node);
  std::optional<std::vector<std::string>> strings(SyntaxNode list);  // texts and numbers
  bool isNone(SyntaxNode node) { return eval(node).isNone(); }

  Value makeParser();
  Parser& parser(const Value& value) { return parsers_[value.parser]; }
  void escape(const Value& value);
  // Gives an argument its place in the files and adds it; what is only sometimes added is not required.
  void add(const Value& parser, Argument argument, SyntaxNode where);
  void parsed(const Value& parser);
  void evalArguments(const Call& call);  // for what they do; what they are escapes

 private:
  struct Frame {
    Module* module = nullptr;
    Names* names = nullptr;
    unsigned depth = 0;
    std::set<std::string> globals = {};
    bool done = false;
    bool maybeDone = false;
    bool hasResult = false;
    Value result = {};
  };
  class Conditional;

  unsigned depth() const { return conditions_ + maybeDone_; }
  bool tick();

  // statements (evaluator.cpp)
  void block(SyntaxNode node);
  void statement(SyntaxNode node);
  void ifStatement(SyntaxNode node);
  void loop(SyntaxNode node);
  void tryStatement(SyntaxNode node);
  void withStatement(SyntaxNode node);
  void returnStatement(SyntaxNode node);
  void definition(SyntaxNode node);
  void decorated(SyntaxNode node);
  Value assignment(SyntaxNode node);
  void assignTo(SyntaxNode target, const Value& value);
  void bind(const std::string& name, const Value& value);
  Value lookUp(const std::string& name) const;
  void captures(SyntaxNode body);

  // expressions (expressions.cpp)
  Value evalKnown(SyntaxNode node);
  Value others(SyntaxNode node);
  Value attribute(SyntaxNode node);
  Value member(const Value& owner, const std::string& name);
  Value call(SyntaxNode node);
  Value callExternal(const Value& callee, const Call& call);
  Value callFunction(const Value& function, const Call& call);
  void bindParameters(const Value& function, const Call& call, Names& names);
  Value runFunction(const Value& function, Names& names);

  // imports (imports.cpp)
  void importModules(SyntaxNode node);
  void importNames(SyntaxNode node);
  void importAll(const std::string& name, Module* from);
  Module* load(const std::string& dotted, const std::string& folder);
  Module* loadFile(const std::string& path);
  std::string relativeFolder(SyntaxNode relative) const;
  Value imported(Module* from, const std::string& dotted, const std::string& name);

  bool somethingUnseen() const;

  const Script& script_;
  const FileReader& read_;
  std::deque<Module> modules_;
  std::unordered_map<std::string, Module*> byPath_;
  std::unordered_map<std::string, Module*> byName_;  // of `import a.b`
  std::deque<Parser> parsers_;
  std::deque<Frame> frames_;
  std::vector<SyntaxNode> active_;  // functions that run
  std::set<std::pair<const Module*, std::uint32_t>> seenAdds_;
  Module* entry_ = nullptr;
  std::size_t bytes_ = 0;
  unsigned conditions_ = 0;
  unsigned maybeDone_ = 0;
  unsigned nesting_ = 0;
  std::size_t steps_ = 0;
  bool lost_ = false;    // arguments are added to what is not known
  bool gaveUp_ = false;  // too long or too deep
};

// The libraries, one a file. Each gives nothing when the call is none of its own.
std::optional<Value> callArgparse(Evaluator& evaluator, const Value& callee, const Call& call);
Value callParserMethod(Evaluator& evaluator, const Value& parser, std::string_view method, const Call& call);
std::optional<Value> decorateClick(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators,
                                   SyntaxNode function);
std::optional<Value> callTyper(Evaluator& evaluator, const Value& callee, const Call& call);
std::optional<Value> decorateTyper(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators,
                                   SyntaxNode function);

}  // namespace footplate::python
