#include "runner/environments/loosener.h"

#include <algorithm>

#include "base/strings.h"

namespace footplate::runner {

std::vector<store::Substitution> Loosener::substitutions() const {
  std::vector<store::Substitution> list;
  for (const auto& [name, change] : changes_) list.push_back(change);
  return list;
}

bool Loosener::mend(const std::string& output) {
  for (const std::string& line : split(output, '\n')) {
    std::size_t at = line.find("satisfies the requirement ");
    if (at != line.npos) return mendMissing(line.substr(at + 26));
  }
  std::size_t conflict = output.find("ERROR: Cannot install ");
  if (conflict != output.npos)
    return mendConflict(output.substr(conflict + 22, output.find('\n', conflict) - conflict), output);
  for (const char* word : {"Failed to build ", "Failed building wheel for ", "metadata-generation-failed"}) {
    if (output.find(word) != output.npos) return mendBuild(output);
  }
  return false;
}

// "numpy==1.2.1 (from versions: 1.23.2, 1.23.3)"
bool Loosener::mendMissing(const std::string& text) {
  std::string requirement(trim(text.substr(0, text.find(" (from"))));
  std::string name = packageName(requirement);
  std::size_t list = text.find("from versions: ");
  std::vector<std::string> versions;
  if (list != text.npos) {
    std::string words = text.substr(list + 15);
    for (const std::string& word : split(words.substr(0, words.find(')')), ',')) {
      if (std::string version(trim(word)); version != "none" && !version.empty()) versions.push_back(version);
    }
  }
  std::string* line = lineOf(name);
  // What only others need is built from its source rather than that their versions are given up.
  if (!line) return buildIt(name) || mendParent(text);
  if (versions.empty()) return buildIt(name) || leaveOut(name);
  std::string wanted = versionPart(*line);
  std::size_t digits = wanted.find_first_of("0123456789");
  std::string number =
      digits == wanted.npos ? "0" : wanted.substr(digits, wanted.find_first_of(",*", digits) - digits);
  std::string given = nearestVersion(number, versions);
  return !given.empty() && replace(*line, "==" + given, "there is no build of it for this Python");
}

// "wrapt==1.11.1 (from b<2->a==1->-r …) (from versions: …": whoever of those that insist on it is asked for
// with a version is set free.
bool Loosener::mendParent(const std::string& text) {
  const std::string reason = "it needs a package that there is no build of for this Python";
  const std::size_t from = text.find("(from ");
  if (from == text.npos) return false;
  for (std::string chain = text.substr(from + 6, text.find(')', from) - from - 6); !chain.empty();) {
    const std::size_t arrow = chain.find("->");
    std::string* line = lineOf(packageName(chain.substr(0, arrow)));
    if (line && !versionPart(*line).empty()) return replace(*line, "", reason);
    chain = arrow == chain.npos ? std::string() : chain.substr(arrow + 2);
  }
  return loosenAny(reason.c_str());
}

// "a==1, b and c==2 because these package versions have conflicting dependencies."
bool Loosener::mendConflict(std::string text, const std::string& output) {
  text = replaceAll(text.substr(0, text.find(" because")), " and ", ", ");
  std::set<std::string> names;
  for (const std::string& part : split(text, ',')) names.insert(packageName(std::string(trim(part))));
  // No version of one package will do: what it needs has no wheel.
  if (names.size() == 1 && buildDependency(output)) return true;
  for (const std::string& part : split(text, ',')) {
    std::string* line = lineOf(packageName(std::string(trim(part))));
    if (line && !versionPart(*line).empty() &&
        replace(*line, "", "it excludes another package that is asked for"))
      return true;
  }
  return loosenAny("it excludes another package that is asked for");
}

// "    azureml-dataset-runtime 1.62.0 depends on fusepy<4.0.0 and >=3.0.1": builds the first that was not
// tried.
bool Loosener::buildDependency(const std::string& output) {
  constexpr std::string_view words = " depends on ";
  for (const std::string& line : split(output, '\n')) {
    const std::size_t at = line.find(words);
    const std::string name = at == line.npos ? "" : packageName(trim(line.substr(at + words.size())));
    if (!name.empty() && !lineOf(name) && buildIt(name)) return true;
  }
  return false;
}

// A pin is given up; a package that another one needs is not built, so that pip names who insists on it.
bool Loosener::mendBuild(const std::string& output) {
  const std::set<std::string> built = fromSource_;
  for (const std::string& name : built) {
    const bool told =
        output.find(name) != output.npos || output.find(replaceAll(name, "-", "_")) != output.npos;
    if (!told) continue;
    std::string* line = lineOf(name);
    if (line && !replace(*line, "", "it cannot be built for this Python")) continue;
    fromSource_.erase(name);
    if (line) triedFromSource_.erase(name);
    return true;
  }
  return false;
}

bool Loosener::buildIt(const std::string& name) {
  if (!triedFromSource_.insert(name).second) return false;
  fromSource_.insert(name);
  return true;
}

bool Loosener::loosenAny(const char* reason) {
  for (std::string& line : lines_) {
    if (versionPart(line).starts_with("==") && replace(line, "", reason)) return true;
  }
  return false;
}

bool Loosener::leaveOut(const std::string& name) {
  const auto place = condaPlaces_.find(name);
  if (place == condaPlaces_.end() || lines_.size() < 2) return false;
  const auto line = std::ranges::find_if(lines_, [&](const auto& one) { return packageName(one) == name; });
  if (line == lines_.end()) return false;
  changes_[name] = {name, versionPart(*line), "",
                    place->second + "a package of conda's that pip does not have"};
  lines_.erase(line);
  fromSource_.erase(name);
  return true;
}

std::string* Loosener::lineOf(const std::string& name) {
  if (name.empty()) return nullptr;
  std::string* free = nullptr;  // asked for without a version
  for (auto* list : {&lines_, &constraints_}) {
    for (std::string& line : *list) {
      if (packageName(line) != name) continue;
      if (!versionPart(line).empty()) return &line;
      if (!free) free = &line;
    }
  }
  return free;
}

bool Loosener::replace(std::string& line, const std::string& version, const std::string& reason) {
  std::string name = packageName(line);
  std::string before = versionPart(line);
  if (before == version) return false;
  std::size_t extra = line.find('[');
  std::size_t close = extra == line.npos ? line.npos : line.find(']', extra);
  std::size_t marker = line.find(';');
  std::string mended = name + (close == line.npos ? "" : line.substr(extra, close - extra + 1)) + version;
  if (marker != line.npos) mended += " " + line.substr(marker);
  line = mended;
  auto [entry, isNew] = changes_.try_emplace(name, store::Substitution{name, before, version, reason});
  if (!isNew) entry->second.given = version;
  return true;
}

}  // namespace footplate::runner
