#include "ide/hover/hover_words.h"

#include <algorithm>

#include "base/path.h"
#include "ide/arguments/argument_at.h"
#include "ide/arguments/invocations.h"
#include "ide/known_packages.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

using yaml::Node;

constexpr std::size_t mostVersions = 8;

// Keys whose value names a script or starts one.
bool mayNameScript(Node node) {
  static constexpr std::string_view keys[] = {"command",        "entry_script", "file",
                                              "scoring_script", "script",       "script_name"};
  const Node key = node.entryKey() ? node.entryKey() : node.parent().entryKey();
  return key && std::ranges::find(keys, key.text()) != std::end(keys);
}

}  // namespace

std::string packageWords(const Document& document, Node item) {
  const Node list = item.parent();
  if (!list.isSequence()) return {};
  const std::vector<KnownPackage>* packages = packagesFor(document, list);
  const std::string_view text = item.text();
  if (packages == nullptr || text.starts_with('-') || text.find("://") != std::string_view::npos) return {};
  const std::string name = nameOfRequirement(text);
  const auto known = std::ranges::find(*packages, name, &KnownPackage::name);
  if (known == packages->end()) return {};
  const bool ofPip = packages == &knownPackages().pip;
  std::string words = ofPip ? "pip" : "conda";
  words += " package **" + markdownText(known->name) + "**";
  if (known->versions.empty()) return words;
  words += "\n\nMost used versions: ";
  for (std::size_t i = 0; i < known->versions.size() && i < mostVersions; ++i)
    words += (i == 0 ? "" : ", ") + codeSpan(known->versions[i]);
  return words;
}

std::optional<Hover> scriptHover(const Document& document, Offset at, Node node, const Workspace& workspace) {
  if (!node.isScalar() || node.isKey() || !workspace.seesFiles() || !mayNameScript(node)) return {};
  const std::vector<ScriptFile> scripts = scriptFiles(document, workspace);
  const auto script =
      std::ranges::find_if(scripts, [&](const ScriptFile& one) { return one.span.touches(at); });
  if (script == scripts.end() || workspace.look(script->path) != FileKind::file) return {};
  std::string words = codeSpan(relativePath(script->path, document.folder()));
  for (const Invocation& one : invocationsOf(node, document, workspace)) {
    if (one.scriptSpan.touches(at) || !one.scriptIsWord) {
      words += argumentList(*one.arguments);
      break;
    }
  }
  return Hover{words, script->span};
}

}  // namespace footplate::ide
