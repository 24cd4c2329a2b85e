#include "ide/hover/hover_component.h"

#include "base/path.h"
#include "ide/bindings/bindings.h"
#include "ide/bindings/port_words.h"
#include "ide/bindings/scopes.h"
#include "ide/schema_words.h"

namespace footplate::ide {
namespace {

constexpr std::size_t mostPorts = 30;

std::string portList(Scopes& scopes, const Unit& component, const Ports& ports, const char* title) {
  if (ports.empty()) return {};
  std::string words = std::string("\n\n") + title + ":\n";
  std::size_t listed = 0;
  for (const Port& port : ports.list()) {
    if (++listed > mostPorts) return words + "\n- …";
    const std::string detail = portDetail(port, resolvedType(scopes, component, port));
    words += "\n- `" + std::string(port.name) + "`" + (detail.empty() ? "" : ": " + markdownText(detail));
  }
  return words;
}

}  // namespace

std::string componentWords(const Document& document, yaml::Node reference, const Workspace& workspace) {
  const std::string_view key = reference.entryKey().text();
  if ((key != "component" && key != "trial") || !hasUnits(document.kind)) return {};
  Scopes scopes(document, workspace);
  const Unit* unit = scopes.unitAt(reference);
  const Unit* component = unit != nullptr && unit->reference == reference ? scopes.component(*unit) : nullptr;
  if (component == nullptr || component->document == &document) return {};
  const auto said = [&](const char* name) {
    return std::string(component->body.find(name).resolved().text());
  };
  std::string words = "**" + markdownText(said("name")) + "**";
  if (const std::string version = said("version"); !version.empty()) words += " " + markdownText(version);
  words += ", `" + relativePath(component->document->path, document.folder()) + "`";
  for (const char* name : {"display_name", "description"}) {
    if (const std::string text = said(name); !text.empty()) words += "\n\n" + markdownText(text);
  }
  return words + portList(scopes, *component, component->inputs, "Inputs") +
         portList(scopes, *component, component->outputs, "Outputs");
}

}  // namespace footplate::ide
