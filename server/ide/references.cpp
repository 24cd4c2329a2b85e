#include "ide/references.h"

#include <algorithm>

#include "base/character_set.h"
#include "base/strings.h"
#include "base/uri.h"
#include "schema/slip.h"

namespace footplate::ide {
namespace {

Reference assetOf(std::string_view text) {
  if (text.empty() || text.front() == '/') return {};
  Reference reference{Reference::Form::asset, std::string(text), {}};
  const std::size_t mark = text.find_first_of(":@");
  if (mark != std::string_view::npos) {
    reference.name = text.substr(0, mark);
    reference.version = text.substr(text[mark] == '@' ? mark : mark + 1);
  }
  return reference;
}

// "iris:2", "iris@latest": no path that anybody has.
bool isBareAsset(std::string_view text) {
  constexpr CharacterSet separators(":@");
  const std::size_t mark = separators.findIn(text);
  if (mark == 0 || mark == std::string_view::npos || text.find('/') != std::string_view::npos) return false;
  const std::string_view version = text.substr(mark + 1);
  if (text[mark] == '@') return version == "latest";
  return mark > 1 && !version.empty() && std::ranges::all_of(version, isDigit);
}

// The digits (without leading zeros) or the other characters that `text`, which is not empty, begins with.
std::string_view takePart(std::string_view& text) {
  std::size_t end = 1;
  while (end < text.size() && isDigit(text[end]) == isDigit(text[0])) ++end;
  std::string_view part = text.substr(0, end);
  text.remove_prefix(end);
  while (part.size() > 1 && part.front() == '0' && isDigit(part[1])) part.remove_prefix(1);
  return part;
}

}  // namespace

Reference readReference(std::string_view text, bool bareIsName) {
  // Bindings, globs and shell words are filled in later; nothing can be said of them here.
  constexpr CharacterSet unreadable("${}*?\n");
  if (text.empty() || unreadable.findIn(text) != std::string_view::npos) return {};
  constexpr std::string_view azureml = "azureml:";
  constexpr std::string_view file = "file:";
  if (text == azureml) return {Reference::Form::blank, {}, {}};
  if (text.substr(0, azureml.size()) == azureml) return assetOf(text.substr(azureml.size()));
  if (text.substr(0, file.size()) == file) {
    if (text.substr(file.size(), 2) != "//")
      return {Reference::Form::path, std::string(text.substr(file.size())), {}};
    const Result<std::string> path = pathFromUri(text);
    return path ? Reference{Reference::Form::path, *path, {}} : Reference{};
  }
  constexpr std::string_view armId = "/subscriptions/";
  if (equalsIgnoreCase(text.substr(0, armId.size()), armId)) return {};
  const std::string scheme = uriScheme(text);
  if (scheme == "azureml" || scheme == "azure" || schema::isSlipOf(scheme, "azureml"))
    return {Reference::Form::slip, std::string(text.substr(0, scheme.size())), {}};
  if (!bareIsName && isBareAsset(text)) {
    Reference reference = assetOf(text);
    reference.form = Reference::Form::bare;
    return reference;
  }
  if (!scheme.empty() || text.substr(0, 2) == "//") return {};
  if (bareIsName) return text.find('/') == std::string_view::npos ? assetOf(text) : Reference{};
  return {Reference::Form::path, std::string(text), {}};
}

bool isPathOfOneMachine(std::string_view path) {
  const bool drive =
      path.size() > 2 && isLetter(path[0]) && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
  return path.starts_with('/') || path.starts_with("\\\\") || drive;
}

std::string missingHere(const std::string& path) {
  return "there is no '" + path + "' here: an absolute path is of one machine";
}

Reference readComputeReference(std::string_view text) {
  Reference read = readReference(text, true);
  constexpr CharacterSet unlikely("${}*?\n/");
  const std::size_t colon = text.find(':');
  if (read.form != Reference::Form::none || colon == 0 || colon == std::string_view::npos ||
      unlikely.findIn(text) != std::string_view::npos)
    return read;
  const std::string_view rest = text.substr(colon + 1);
  if (!rest.empty() && std::ranges::all_of(rest, isDigit)) return assetOf(text);
  return {Reference::Form::slip, std::string(text.substr(0, colon)), {}};
}

std::size_t placeOfName(std::string_view text, const Reference& reference) {
  const bool label = reference.version.starts_with('@');
  const std::string version =
      reference.version.empty() || label ? reference.version : ":" + reference.version;
  return text.rfind(reference.name + version);
}

bool isHigherVersion(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view left = takePart(a);
    const std::string_view right = takePart(b);
    const bool numbers = isDigit(left.front()) && isDigit(right.front());
    if (numbers && left.size() != right.size()) return left.size() > right.size();
    if (!numbers && isDigit(left.front()) != isDigit(right.front())) return isDigit(left.front());
    if (left != right) return left > right;
  }
  return a.size() > b.size();
}

}  // namespace footplate::ide
