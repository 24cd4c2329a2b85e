// Options in the list of pip of a conda file: "- -r requirements.txt".
#include <algorithm>
#include <optional>
#include <string_view>

#include "base/strings.h"
#include "base/uri.h"
#include "ide/checks/pip_options.h"
#include "ide/completion/completion_parts.h"
#include "ide/completion/completion_paths.h"
#include "ide/known_packages.h"

namespace footplate::ide {
namespace {

// Where the item on the cursor's line begins. Read from the text: "- -" is a list in a list, and behind
// "- -r " stands nothing of the tree yet.
std::optional<Offset> beginOfItem(const CompletionRequest& request) {
  const Place& place = request.place;
  if (place.value && (place.quote != 0 || place.flow)) return place.replace.begin;
  const std::string& text = *request.document.text;
  const LineIndex& lines = request.document.yaml().lines();
  const auto skipBlanks = [&](Offset from) {
    return static_cast<Offset>(std::min<std::size_t>(text.find_first_not_of(' ', from), request.at));
  };
  const Offset dash = skipBlanks(lines.lineStart(lines.lineOf(request.at)));
  if (dash + 1 >= request.at || text[dash] != '-' || text[dash + 1] != ' ') return std::nullopt;
  return skipBlanks(dash + 1);
}

bool isInPipList(const Document& document, Offset at) {
  for (yaml::Node node = document.yaml().nodeAt(at); node; node = node.parent()) {
    if (node.isSequence() && packagesFor(document, node) == &knownPackages().pip) return true;
  }
  return false;
}

// What an option names by a path.
bool namesRequirements(std::string_view option) {
  return isOneOf(option, {"-r", "--requirement"});
}
bool namesBounds(std::string_view option) {
  return isOneOf(option, {"-c", "--constraint"});
}
bool namesFolder(std::string_view option) {
  return isOneOf(option, {"-e", "--editable", "-f", "--find-links"});
}

class PipCompletion {
 public:
  // `typed` begins at `begin` and ends at the cursor.
  PipCompletion(const CompletionRequest& request, Offset begin, CompletionItems& items)
      : request_(request),
        text_(*request.document.text),
        begin_(begin),
        typed_(std::string_view(text_).substr(begin, request.at - begin)),
        items_(items) {}

  void run() {
    const std::size_t nameEnd = typed_.find_first_of(" =");
    if (nameEnd == std::string_view::npos) return options();
    const std::size_t value = std::min(typed_.find_first_not_of(" =", nameEnd), typed_.size());
    paths(typed_.substr(0, nameEnd), value);
  }

 private:
  // Where the word ends that the cursor is in.
  Offset endOfWord(std::string_view signs) const {
    return static_cast<Offset>(std::min(text_.find_first_of(signs, request_.at), text_.size()));
  }

  CompletionItem& add(const std::string& text, CompletionKind kind, Span replace) {
    CompletionItem& item = items_.emplace_back();
    item.label = item.insertText = item.filterText = text;
    item.kind = kind;
    item.replace = replace;
    item.sortText = inOrder(items_.size());
    return item;
  }

  void options() {
    const Offset end = endOfWord(" =,]\"'\r\n");
    const bool hasNext = end < text_.size() && (text_[end] == ' ' || text_[end] == '=');
    for (const PipOption& option : pipOptions()) {
      if (option.words.empty()) continue;
      CompletionItem& item = add(std::string(option.name), CompletionKind::value, {begin_, end});
      item.detail = option.words;
      if (!option.hasValue || hasNext) continue;
      item.insertText += ' ';
      item.completeAgain = true;
    }
  }

  // The value of an option from `from` on in what is typed.
  void paths(std::string_view option, std::size_t from) {
    const std::string_view typed = typed_.substr(from);
    const bool ofFiles = namesRequirements(option) || namesBounds(option);
    if ((!ofFiles && !namesFolder(option)) || typed.find(' ') != std::string_view::npos) return;
    if (!uriScheme(typed).empty()) return;
    WantedPath wanted;
    wanted.isFolder = !ofFiles;
    wanted.folder = request_.document.folder();
    wanted.ends = {".txt", ".in"};
    const Span replace{begin_ + static_cast<Offset>(from), endOfWord(" ,]\"'\r\n")};
    const std::string_view word = namesBounds(option) ? "constraint" : "require";
    for (const PathChoice& choice : pathChoices(request_.document, request_.workspace, wanted, typed)) {
      const bool isNamedSo = !choice.isFolder && toLower(choice.name).find(word) != std::string::npos;
      const bool isText =
          std::ranges::any_of(wanted.ends, [&](auto& end) { return choice.name.ends_with(end); });
      if (!choice.isFolder && !isNamedSo && !isText) continue;
      const CompletionKind kind = choice.isFolder ? CompletionKind::folder : CompletionKind::file;
      CompletionItem& item = add(choice.text, kind, replace);
      item.label = choice.name;
      item.completeAgain = choice.isFolder;
      item.sortText = (isNamedSo ? "2" : "") + choice.order;
    }
  }

  const CompletionRequest& request_;
  const std::string& text_;
  Offset begin_;
  std::string_view typed_;
  CompletionItems& items_;
};

}  // namespace

bool completePipOptions(const CompletionRequest& request, CompletionItems& items) {
  const std::optional<Offset> begin = beginOfItem(request);
  if (!begin || *begin >= request.at || (*request.document.text)[*begin] != '-') return false;
  if (inComment(request.document.yaml(), request.at) || !isInPipList(request.document, *begin)) return false;
  // "- - " begins a list.
  if (request.place.quote == 0 && (*request.document.text)[*begin + 1] == ' ') return false;
  PipCompletion(request, *begin, items).run();
  return true;
}

}  // namespace footplate::ide
