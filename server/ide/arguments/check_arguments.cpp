#include "ide/arguments/check_arguments.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/path.h"
#include "base/strings.h"
#include "ide/arguments/argument_fixes.h"
#include "ide/arguments/argument_match.h"
#include "ide/arguments/argument_values.h"
#include "ide/arguments/check_shell.h"
#include "ide/arguments/near_flag.h"

namespace footplate::ide {
namespace {

using python::Argument;
using schema::Issue;

constexpr std::size_t mostMissing = 12;

// Words that the launcher of a distributed run adds by itself.
bool isAddedByLauncher(const Argument& argument) {
  return argument.name == "local_rank" || argument.name == "deepspeed";
}

class ArgumentCheck {
 public:
  ArgumentCheck(const Document& document, const Invocation& invocation, Scopes& scopes, ReadNames& read,
                std::vector<Issue>& issues)
      : document_(document),
        invocation_(invocation),
        scopes_(scopes),
        read_(read),
        where_(scopes.unitAt(invocation.text)),
        match_(matchArguments(invocation)),
        script_(fileName(invocation.scriptName)),
        issues_(issues) {}

  // `cut`: words that the author wrote for it never reach the script.
  void run(bool cut) {
    std::set<const Argument*> seen;
    for (const GivenFlag& flag : match_.flags) {
      if (flag.argument == nullptr) {
        unknown(flag);
        continue;
      }
      values(flag);
      const bool again = !seen.insert(flag.argument).second;
      if (again && !flag.argument->repeats && flag.argument->most > 0 && !flag.word->optional)
        add(flag.span, "args.duplicate", "'" + flag.name + "' is given twice, the last one counts");
    }
    const bool continued = isContinued();
    if (!continued) positionals();
    command();
    excluded();
    if (invocation_.arguments->certain && !match_.open && !cut && !continued) missing();
  }

 private:
  Issue& add(Span span, const char* code, std::string message) {
    return issues_.emplace_back(Issue{span, Severity::warning, code, std::move(message), {}});
  }

  // Long dashes before a name that the script knows are a slip whatever else is given.
  bool isTold(const GivenFlag& flag) const {
    return (invocation_.arguments->complete && !match_.open) || !flag.meant.empty();
  }

  void unknown(const GivenFlag& flag) {
    if (isTold(flag)) tellUnknown(flag);
  }

  void tellUnknown(const GivenFlag& flag) {
    const std::string near = nearestFlag(flag, *invocation_.arguments);
    Issue& issue = add(flag.span, "args.unknown",
                       script_ + " has no argument '" + flag.name + "'" +
                           (near.empty() ? "" : ", did you mean '" + near + "'?"));
    offer(issue, flag.span, near);
  }

  void values(const GivenFlag& flag) {
    const Argument& argument = *flag.argument;
    if (argument.most == 0 && !flag.values.empty() && invocation_.arguments->complete) {
      add(flag.values.front().span, "args.type", "'" + flag.name + "' takes no value");
      return;
    }
    const std::size_t given = flag.values.size();
    const bool nothingFollows = flag.word == &invocation_.words.back();
    if (given < argument.least && !flag.joined && (nothingFollows || given > 0) &&
        invocation_.arguments->complete) {
      add(flag.span, "args.missing",
          "'" + flag.name + "' wants " +
              (argument.least == 1 ? "a value" : std::to_string(argument.least) + " values"));
    }
    for (const GivenValue& value : flag.values) check(argument, "'" + flag.name + "'", value);
  }

  void check(const Argument& argument, const std::string& name, const GivenValue& value) {
    if (!value.literal) {
      if (where_ == nullptr) return;
      const auto fault = bindingFault(argument, value.text, *where_, scopes_);
      if (fault && fault->choice) {
        add(value.span, "args.choice", wantsChoice(argument, name) + ", " + fault->words);
      } else if (fault) {
        add(value.span, "args.type", name + " wants " + typeWords(argument.type) + ", " + fault->words);
      }
    } else if (!takesType(argument, value.text)) {
      Issue& issue = add(value.span, "args.type",
                         name + " wants " + typeWords(argument.type) + ", not '" + value.text + "'");
      const std::string plain = withoutCurlyQuotes(value.text);
      if (plain != value.text && takesType(argument, plain)) offer(issue, value.span, plain);
    } else if (!takesChoice(argument, value.text)) {
      Issue& issue =
          add(value.span, "args.choice", wantsChoice(argument, name) + ", not '" + value.text + "'");
      offerNearest(issue, value.span, withoutCurlyQuotes(value.text), argument.choices);
    } else if (auto bounds = boundsFault(argument, value.text)) {
      add(value.span, "args.range", name + " wants " + *bounds + ", not '" + value.text + "'");
    }
  }

  static void offerNearest(Issue& issue, Span span, const std::string& word,
                           const std::vector<std::string>& names) {
    offer(issue, span, nearestName(word, names));
  }

  static void offer(Issue& issue, Span span, const std::string& word) {
    if (!word.empty()) issue.fixes.push_back({"change to '" + word + "'", {{span, word}}});
  }

  static std::string some(std::vector<std::string> names) {
    constexpr std::size_t most = 8;
    if (names.size() > most) {
      names.resize(most);
      names.emplace_back("…");
    }
    return join(names, ", ");
  }

  static std::string wantsChoice(const Argument& argument, const std::string& name) {
    return name + " is one of " + some(argument.choices);
  }

  // Words without a flag go to the positional arguments one by one, up to one that takes several.
  void positionals() {
    std::vector<const Argument*> wanted;
    for (const Argument& argument : invocation_.arguments->all) {
      if (argument.positional()) wanted.push_back(&argument);
    }
    std::size_t next = 0;
    std::size_t count = 0;
    for (const ShellWord* word : match_.positionals) {
      ++count;
      if (next < wanted.size()) {
        const Argument& argument = *wanted[next];
        const bool one = argument.least == 1 && argument.most == 1;
        if (!one && (next + 1 < wanted.size() || argument.most != Argument::any)) return;
        check(argument, "'" + argument.name + "'",
              {word->text, word->part(0, word->text.size()), word->isLiteral()});
        next += one ? 1 : 0;
      } else if (invocation_.arguments->complete && count <= match_.certain) {
        add(word->span, "args.unknown", script_ + " takes no argument '" + word->text + "'");
        return;
      }
    }
  }

  // A backslash at the end of a folded line makes a blank part of the word behind it. In components that is
  // told as rule.line-continuation.
  bool isContinued() const {
    return where_ != nullptr && where_->definition &&
           std::ranges::any_of(match_.positionals,
                               [](const ShellWord* word) { return word->text.starts_with(' '); });
  }

  // The word that names what the script shall do.
  void command() {
    const python::Arguments& arguments = *invocation_.arguments;
    if (!arguments.takesCommand || !arguments.knowsCommands || match_.open || match_.lost) return;
    std::vector<std::string> names;
    for (const python::Command& one : arguments.commands) names.push_back(one.names.front());
    if (match_.command == nullptr) {
      if (arguments.wantsCommand && arguments.certain &&
          invocation_.arguments->commandAt <= match_.positionals.size())
        add(invocation_.scriptSpan, "args.missing", script_ + " wants a command: " + some(names));
      return;
    }
    const std::string& word = match_.command->text;
    if (!match_.command->isLiteral() || match_.command->optional || arguments.command(word) != nullptr)
      return;
    const std::string near = nearestName(word, names);
    Issue& issue =
        add(match_.command->span, "args.choice",
            near.empty() ? script_ + " has no command '" + word + "', it has " + some(names)
                         : script_ + " has no command '" + word + "', did you mean '" + near + "'?");
    offerNearest(issue, match_.command->span, word, names);
  }

  // Of some arguments one at most is given.
  void excluded() {
    std::map<unsigned, const GivenFlag*> first;
    for (const GivenFlag& flag : match_.flags) {
      if (flag.argument == nullptr || flag.argument->choiceOf == 0 || flag.word->optional ||
          saysDefault(flag))
        continue;
      const auto [before, isFirst] = first.emplace(flag.argument->choiceOf, &flag);
      if (!isFirst && before->second->argument != flag.argument)
        add(flag.span, "args.excluded",
            "'" + flag.name + "' and '" + before->second->name + "' exclude each other");
    }
  }

  // argparse does not count what is given as it is anyway.
  static bool saysDefault(const GivenFlag& flag) {
    if (flag.argument->most == 0 || flag.values.size() != 1) return false;
    return !flag.values.front().literal || flag.values.front().text == flag.argument->defaultValue;
  }

  void missing() {
    std::size_t told = 0;
    std::size_t words = match_.positionals.size();
    for (const Argument& argument : invocation_.arguments->all) {
      if (!argument.required || isAddedByLauncher(argument)) continue;
      if (argument.positional()) {
        if (words >= argument.least) {
          words -= argument.least;
          continue;
        }
        words = 0;
      } else if (match_.gives(argument)) {
        continue;
      } else if (const GivenFlag* slip = slipOf(argument)) {
        if (!isTold(*slip)) tellUnknown(*slip);
        continue;
      }
      if (++told > mostMissing) return;
      Issue& issue =
          add(invocation_.scriptSpan, "args.missing", script_ + " wants '" + argument.title() + "'");
      issue.fixes = addArgumentFixes(document_, invocation_, argument, where_, scopes_, read_);
    }
    for (const unsigned group : invocation_.arguments->chosen) oneOf(group);
  }

  void oneOf(unsigned group) {
    std::vector<std::string> names;
    for (const Argument& argument : invocation_.arguments->all) {
      if (argument.choiceOf != group) continue;
      if (argument.positional() || match_.gives(argument)) return;
      names.push_back(argument.title());
    }
    add(invocation_.scriptSpan, "args.missing", script_ + " wants one of " + some(names));
  }

  // The flag that is this one misspelt, null for none. That the right one is missing follows from it. A
  // script that takes flags it does not name may know it, too, but does not start without what it wants.
  const GivenFlag* slipOf(const Argument& argument) const {
    const auto slip = std::ranges::find_if(match_.flags, [&](const GivenFlag& flag) {
      if (flag.argument != nullptr) return false;
      const std::string near = nearestFlag(flag, *invocation_.arguments);
      return std::ranges::find(argument.flags, near) != argument.flags.end() ||
             (isTold(flag) && !nearestName(flag.name, argument.flags).empty());
    });
    return slip == match_.flags.end() ? nullptr : &*slip;
  }

  const Document& document_;
  const Invocation& invocation_;
  Scopes& scopes_;
  ReadNames& read_;
  const Unit* where_;
  ArgumentMatch match_;
  std::string script_;
  std::vector<Issue>& issues_;
};

// Silence would say that all is right.
void tellUnread(const Invocation& invocation, std::vector<Issue>& issues) {
  issues.push_back({invocation.scriptSpan,
                    Severity::hint,
                    "args.unread",
                    "'" + fileName(invocation.scriptName) +
                        "' is too large or too tangled to be read, so its arguments are not checked",
                    {}});
}

}  // namespace

void checkArguments(const Document& document, const Workspace& workspace, std::vector<Issue>& issues) {
  Scopes scopes(document, workspace);
  ReadNames read(document, workspace);
  const std::vector<Span> cut = checkShell(document, issues);
  std::set<std::string> unread;
  for (const Invocation& one : invocations(document, workspace)) {
    if (one.arguments->unread) {
      if (unread.insert(one.scriptName).second) tellUnread(one, issues);
      continue;
    }
    const bool isCut =
        std::ranges::any_of(cut, [&](Span command) { return command.touches(one.scriptSpan.begin); });
    ArgumentCheck(document, one, scopes, read, issues).run(isCut);
  }
}

}  // namespace footplate::ide
