// Follows a script from its first line, as far as command lines are concerned. Private to python/.
//
// A Value is what an expression is known to be. A parser that goes where it cannot be followed (into a list,
// to a function of a library) is left open: it may take more than was seen.
#pragma once

#include <deque>
#include <map>
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
  // computed: an expression of constants, understood where a list of texts is asked for
  // parent: super(), `node` the class it looks behind
  // method: of a parser, `dotted` its name
  enum class Kind {
    unknown,
    external,
    module,
    function,
    type,
    object,
    parent,
    parser,
    method,
    commands,
    literal,
    computed
  };
  Kind kind = Kind::unknown;
  std::string dotted;        // external: "argparse.ArgumentParser"
  Module* module = nullptr;  // a module; where a function, class or literal is written
  SyntaxNode node = {};      // of a function, class, literal or computed
  bool bound = false;        // of a function: its first parameter is filled in already
  std::size_t parser = 0;    // or the parser whose commands these are
  unsigned choiceOf = 0;     // of a parser: its group of which one at most is given
  std::size_t object = 0;  // of an object, a parser of an own class, a bound method, super(): counted from 1
  SyntaxNode owner = {};   // of a function: the class it was found in
  bool property = false;   // of a function: reading it calls it
  bool isStatic = false;   // of a function: it takes no object

  bool is(Kind wanted) const { return kind == wanted; }
  bool isExternal(std::string_view name) const { return kind == Kind::external && dotted == name; }
  bool isCollection() const {
    return kind == Kind::computed || (kind == Kind::literal && (node.is("list") || node.is("dictionary") ||
                                                                node.is("set") || node.is("tuple")));
  }
  bool isNone() const { return kind == Kind::literal && node.is("none"); }
  bool operator==(const Value&) const = default;
};

using Names = std::unordered_map<std::string, Value>;

struct Class {
  Names names;
  std::vector<Value> bases;
  bool foreign = false;  // it does what other code makes of it too: a decorator, a metaclass, an unknown base
};

// What one of the script's classes made. One that went where it cannot be followed keeps its parsers alone.
struct Object {
  Value self;
  Value type;
  Names attributes;
  unsigned depth = 0;  // of conditions around where it was made
  bool escaped = false;
};

struct Module {
  std::string path;
  std::string folder;  // where "." of its relative imports is
  std::shared_ptr<const Syntax> syntax;
  Names names;
};

enum class Library { argparse, click, typer };

// A parser being built: argparse's, or a command of click or typer, which reads the command line when it is
// called.
struct Parser {
  struct Named {
    std::vector<std::string> names;
    std::size_t parser = 0;
  };

  Arguments arguments;
  std::vector<Named> commands;
  std::optional<std::size_t> commandsOf;  // the parser whose commands are also this one's
  unsigned groups = 0;
  unsigned depth = 0;   // of conditions around where it was made
  bool parsed = false;  // it reads the command line
  Library library = Library::argparse;
  bool always = false;  // typer: its command is named even when it is the only one
  std::string name;     // of a command of click or an application of typer, "" when not known
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
  std::optional<double> number(SyntaxNode node);
  // The texts and numbers of a list, a tuple, the keys of a dictionary, …, computed from constants or not.
  struct Constants {
    std::vector<std::string> texts;  // numbers as written
    bool hasTexts = false;
    bool hasNumbers = false;
  };
  std::optional<Constants> constants(SyntaxNode list);
  std::optional<std::vector<std::string>> strings(SyntaxNode list);
  // The members of an enumeration whose values are texts.
  struct Member {
    std::string name;
    std::string value;
  };
  std::optional<std::vector<Member>> members(const Value& type);
  bool isNone(SyntaxNode node) { return eval(node).isNone(); }

  Value makeParser();
  Parser& parser(const Value& value) { return parsers_[value.parser]; }
  void escape(const Value& value);
  // Whether what is done now is done only sometimes when the parser is there.
  bool isSometimes(const Value& parser) { return depth() > this->parser(parser).depth; }
  // Gives an argument its place in the files and adds it; what is only sometimes added is not required.
  void add(const Value& parser, Argument argument, SyntaxNode where);
  void parsed(const Value& parser);
  // Commands: `owner` takes one from now on; `command` is one of them. Names that are not known are none.
  void takeCommands(const Value& owner, bool required);
  // The commands of `parent`, those it gets later too, are `owner`'s as well; before its arguments are
  // copied.
  void shareCommands(const Value& owner, const Value& parent);
  void addCommand(const Value& owner, const std::vector<std::string>& names, const Value& command);
  void evalArguments(const Call& call);  // for what they do; what they are escapes
  // The keywords that `*args, **kwargs` in a call hand on from the call of the method that runs; nothing when
  // that is not known, or there is more than keywords.
  std::optional<std::vector<std::string_view>> handedOn(const Call& call) const;

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
    bool ofClass = false;
    SyntaxNode owner = {};  // of a method: the class it is written in
    Value self = {};        // and what it was called of
    SyntaxNode function = {};
    const Call* call = nullptr;  // of a function: how it was called
  };
  class Conditional;

  unsigned depth() const { return conditions_ + maybeDone_; }
  bool tick();
  static constexpr std::size_t mostActive = 24;  // functions and classes within each other
  static constexpr std::size_t mostSteps = 150'000;

  // statements (evaluator.cpp)
  void block(SyntaxNode node);
  void statement(SyntaxNode node);
  void ifStatement(SyntaxNode node);
  void loop(SyntaxNode node);
  void tryStatement(SyntaxNode node);
  void withStatement(SyntaxNode node);
  void returnStatement(SyntaxNode node);
  void definition(SyntaxNode node);
  void classBody(SyntaxNode node);
  void decorated(SyntaxNode node);
  Value assignment(SyntaxNode node);
  void assignTo(SyntaxNode target, const Value& value);
  void assignAttribute(SyntaxNode target, const Value& value);
  void bind(const std::string& name, const Value& value);
  void store(Names& names, const std::string& name, const Value& value, bool sometimes);
  Value lookUp(const std::string& name) const;
  void captures(SyntaxNode body);

  // classes and their objects (classes.cpp)
  struct Lineage {
    std::vector<Value> classes;  // in the order they are asked for a name; an unknown value is any class
    std::size_t visits = 0;      // of classes, each as often as others are made of it
    bool foreign = false;
    bool isParser = false;
  };
  Lineage lineage(const Value& type) const;
  void addToLineage(const Value& type, Lineage& all) const;
  void readBases(SyntaxNode node, Class& made);
  std::optional<Value> classMember(const Lineage& lineage, const std::string& name, SyntaxNode behind) const;
  Value instantiate(const Value& type, const Call& call);
  void checkOverrides(const Value& object, const Lineage& lineage);
  // Nothing when neither the object nor its classes have it.
  std::optional<Value> objectMember(const Value& owner, const std::string& name);
  void setAttribute(const Value& owner, const std::string& name, const Value& value);
  Value callMethod(const Value& owner, const std::string& name, const Call& call);
  Value superOf(const Call& call);
  Value callParent(const Value& parent, const std::string& name, const Call& call);
  void escapeObject(Object& object);
  std::optional<bool> truthOfAttribute(SyntaxNode condition);

  // constants (constants.cpp)
  std::optional<Constants> itemsOf(SyntaxNode list);
  bool addItem(SyntaxNode item, Constants& all);
  std::optional<Constants> comprehension(SyntaxNode node);
  std::optional<Constants> called(SyntaxNode node);
  std::optional<Constants> range(const Call& call);
  std::optional<Constants> memberTexts(SyntaxNode of, std::string_view attribute);
  void findChanges(const Module& module);
  void spoil(const Value& value);
  void noteChange(const Value& owner, std::string_view method);
  bool isConstant(const Value& value) const;
  template <class Read>
  auto inside(Module* module, Read read);

  // expressions (expressions.cpp)
  Value evalKnown(SyntaxNode node);
  Value others(SyntaxNode node);
  Value attribute(SyntaxNode node);
  Value member(const Value& owner, const std::string& name);
  Value call(SyntaxNode node);
  void startCommand(const Value& command, const Call& call);
  Value callKnown(const Value& target, const Call& call);
  Value callExternal(const Value& callee, const Call& call);
  Value callFunction(const Value& function, const Call& call);
  void bindParameters(const Value& function, const Call& call, Names& names);
  Value runFunction(const Value& function, Names& names, const Call* call);

  // imports (imports.cpp)
  void importModules(SyntaxNode node);
  void importNames(SyntaxNode node);
  void importAll(const std::string& name, Module* from);
  Module* load(const std::string& dotted, const std::string& folder);
  Module* loadFile(const std::string& path);
  std::string relativeFolder(SyntaxNode relative) const;
  Value imported(Module* from, const std::string& dotted, const std::string& name);

  bool somethingUnseen() const;
  const Parser& ownerOfCommands(const Parser& parser) const;
  Arguments finished(std::size_t parser, unsigned depth, std::size_t& left) const;

  const Script& script_;
  const FileReader& read_;
  std::deque<Module> modules_;
  std::unordered_map<std::string, Module*> byPath_;
  std::unordered_map<std::string, Module*> byName_;  // of `import a.b`
  std::deque<Parser> parsers_;
  std::deque<Frame> frames_;
  std::vector<SyntaxNode> active_;  // functions that run
  std::set<std::pair<const Module*, std::uint32_t>> seenAdds_;
  std::map<std::pair<const Module*, std::uint32_t>, Class> classes_;  // by definition
  std::deque<Object> objects_;
  std::set<std::string, std::less<>> changed_;  // names of collections that are changed somewhere
  std::vector<SyntaxNode> spoilt_;              // collections that are changed under another name
  Module* entry_ = nullptr;
  std::size_t bytes_ = 0;
  unsigned conditions_ = 0;
  unsigned maybeDone_ = 0;
  unsigned nesting_ = 0;
  std::size_t steps_ = 0;
  bool lost_ = false;     // arguments are added to what is not known
  bool gaveUp_ = false;   // too long or too deep
  bool hasText_ = false;  // a file was there
};

// Whether a method of that name gives a parser something to take.
bool addsToParser(std::string_view method);

// The libraries, one a file. Each gives nothing when the call is none of its own.
std::optional<Value> callArgparse(Evaluator& evaluator, const Value& callee, const Call& call);
// What ArgumentParser(…) makes of its arguments, for a parser that is there.
void setUpParser(Evaluator& evaluator, const Value& made, const Call& call);
Value callParserMethod(Evaluator& evaluator, const Value& parser, std::string_view method, const Call& call);
Value callCommandsMethod(Evaluator& evaluator, const Value& commands, std::string_view method,
                         const Call& call);
// An option or argument of click's for `command`.
void addClickOption(Evaluator& evaluator, const Value& command, const Call& call, bool positional);
std::optional<Value> decorateClick(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators,
                                   SyntaxNode function);
bool callClickMethod(Evaluator& evaluator, const Value& group, std::string_view method, const Call& call);
std::optional<Value> callTyper(Evaluator& evaluator, const Value& callee, const Call& call);
// Whether it is a command of an application; the function stays what it is.
bool decorateTyper(Evaluator& evaluator, const std::vector<SyntaxNode>& decorators, SyntaxNode function);
// `application.command("fit")(function)`; false when it is something else.
bool callTyperDecorator(Evaluator& evaluator, SyntaxNode decorator, const Call& call);
bool callTyperMethod(Evaluator& evaluator, const Value& application, std::string_view method,
                     const Call& call);

}  // namespace footplate::python
