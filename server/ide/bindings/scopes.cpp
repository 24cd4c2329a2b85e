#include "ide/bindings/scopes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/path.h"
#include "base/strings.h"
#include "ide/project_files.h"
#include "ide/references.h"
#include "schema/entries.h"

namespace footplate::ide {

using yaml::Entry;
using yaml::Node;

namespace {

// Kinds of jobs that have bindings; components have them by their name's end.
constexpr std::array<std::string_view, 7> jobKinds{"commandJob",  "sweepJob",  "pipelineJob", "sparkJob",
                                                   "parallelJob", "importJob", "automlJob"};

constexpr std::string_view scheduleKind = "schedule";

bool isComponentKind(std::string_view kind) {
  return kind.ends_with("Component") && kind != "v15Component";
}

std::string typeOf(Node body, std::string_view kind) {
  const Node written = body.find("type").resolved();
  if (written.isScalar()) return toLower(written.text());
  for (const std::string_view suffix : {"Component", "Job"}) {
    if (kind.ends_with(suffix)) return toLower(kind.substr(0, kind.size() - suffix.size()));
  }
  return body.find("jobs").resolved().isMapping() ? "pipeline" : "command";
}

// Whether the mapping is a step of these, be it in a mapping that "<<" merges in where it stands.
bool isStep(Node mapping, Node jobs) {
  if (!jobs || schema::isMergeKey(mapping.entryKey())) return false;
  Node steps = mapping.parent();
  while (steps && steps != jobs && schema::isMergeKey(steps.entryKey())) steps = steps.parent();
  return steps == jobs;
}

}  // namespace

bool hasBindings(std::string_view kind) {
  return isComponentKind(kind) || std::ranges::find(jobKinds, kind) != jobKinds.end();
}

bool hasUnits(std::string_view kind) {
  return hasBindings(kind) || kind == scheduleKind;
}

bool Unit::isScheduled() const {
  return document->kind == scheduleKind;
}

bool Unit::isLoop() const {
  return type == "if_else" || type == "do_while" || type == "parallel_for";
}

Scopes::Scopes(const Document& document, const Workspace& workspace)
    : document_(document), workspace_(workspace) {}

Scopes::~Scopes() = default;

const Unit* Scopes::root() {
  return rootOf(document_);
}

const Unit* Scopes::rootOf(const Document& document) {
  const Node body = document.yaml().root();
  if (!hasBindings(document.kind) || !body.isMapping()) return nullptr;
  return make(document, body, nullptr, "", nullptr);
}

const Unit* Scopes::scheduled() {
  return scheduledOf(document_);
}

const Unit* Scopes::scheduledOf(const Document& document) {
  if (document.kind != scheduleKind) return nullptr;
  const Node body = document.yaml().root().find("create_job").resolved();
  return body.isMapping() ? make(document, body, nullptr, "", nullptr) : nullptr;
}

const Unit* Scopes::make(const Document& document, Node body, const Unit* pipeline, std::string_view name,
                         const Unit* holder) {
  std::unique_ptr<Unit>& place = units_[body.tree()][body.id()];
  if (place) return place.get();
  place = std::make_unique<Unit>();
  Unit& unit = *place;
  const bool isRoot = pipeline == nullptr && holder == nullptr;
  unit.document = &document;
  unit.body = body;
  unit.type = typeOf(body, isRoot ? std::string_view(document.kind) : std::string_view());
  unit.pipeline = pipeline;
  unit.name = name;
  unit.holder = holder;
  unit.definition = isRoot ? isComponentKind(document.kind) : holder != nullptr;
  unit.inputs = Ports(body, "inputs", Ports::Side::inputs);
  unit.outputs = Ports(body, "outputs", Ports::Side::outputs);
  const Node jobs = body.find("jobs").resolved();
  if (jobs.isMapping()) unit.jobs = jobs;
  unit.reference = body.find("component").resolved();
  if (!unit.reference) unit.reference = body.find(unit.isScheduled() ? "job" : "trial").resolved();
  unit.search = Ports(body, "search_space", Ports::Side::inputs);
  return &unit;
}

const Unit* Scopes::enter(const Unit& around, Node child) {
  if (!child.isMapping()) return &around;
  const Node key = child.entryKey();
  const Node parent = child.parent();
  if (!key || !parent) return &around;
  if (parent == around.body) {
    const bool inPlace = key.text() == "component" || key.text() == "trial";
    return inPlace ? make(*around.document, child, nullptr, "", &around) : &around;
  }
  return isStep(child, around.jobs) ? make(*around.document, child, &around, key.text(), nullptr) : &around;
}

const Unit* Scopes::unitAt(Node node) {
  std::vector<Node> chain;
  for (Node up = node; up; up = up.parent()) chain.push_back(up);
  const Document* document = documentOf(node);
  if (document == nullptr || chain.empty() || chain.back() != document->yaml().root()) return nullptr;
  const Unit* unit = rootOf(*document);
  const Unit* scheduled = scheduledOf(*document);
  for (auto up = chain.rbegin(); up != chain.rend(); ++up) {
    if (unit != nullptr) unit = enter(*unit, *up);
    if (scheduled != nullptr && *up == scheduled->body) unit = scheduled;
  }
  return unit;
}

const Document* Scopes::documentOf(Node node) const {
  if (node.tree() == document_.tree.get()) return &document_;
  for (const auto& [path, document] : files_) {
    if (document && document->tree.get() == node.tree()) return document.get();
  }
  return nullptr;
}

const Scopes::Steps& Scopes::steps(const Unit& pipeline) {
  const auto [place, isNew] = steps_.try_emplace(&pipeline);
  if (isNew) {
    schema::eachEntry(pipeline.jobs, [&](Entry entry, Node by) {
      if (!entry.key.isScalar()) return;
      if (by)
        place->second.try_emplace(entry.key.text(), entry.value);
      else
        place->second.insert_or_assign(entry.key.text(), entry.value);
    });
  }
  return place->second;
}

const Unit* Scopes::step(const Unit& pipeline, std::string_view name) {
  const Steps& all = steps(pipeline);
  const auto found = all.find(name);
  if (found == all.end()) return nullptr;
  return make(*pipeline.document, found->second.resolved(), &pipeline, found->first, nullptr);
}

std::vector<std::string> Scopes::stepNames(const Unit& pipeline) {
  std::vector<std::string> names;
  schema::eachEntry(pipeline.jobs, [&](Entry entry, Node) {
    if (entry.key.isScalar()) names.emplace_back(entry.key.text());
  });
  return names;
}

const Unit* Scopes::file(const std::string& path, bool isJob) {
  if (path == document_.path) return rootOf(document_);
  const auto [place, isNew] = files_.try_emplace(path);
  if (isNew) place->second = workspace_.document(path);
  const Document* document = place->second.get();
  if (document == nullptr || isComponentKind(document->kind) == isJob) return nullptr;
  return rootOf(*document);
}

// azureml:NAME:VERSION of a component or a job: registered, or what a file of the project defines.
const Unit* Scopes::asset(const std::string& name, const std::string& version, bool isJob) {
  const std::string_view kind = isJob ? "job" : "component";
  const auto [known, isNew] = assets_.try_emplace(std::string(kind) + ":" + name + ":" + version, nullptr);
  if (!isNew) return known->second;
  std::string path = workspace_.assetFile(kind, name, version);
  if (path.empty()) {
    const auto files = workspace_.projectFiles();
    const FileFacts* facts = files ? files->definition(kind, name, version) : nullptr;
    if (facts) path = facts->path;
  }
  known->second = path.empty() ? nullptr : file(path, isJob);
  return known->second;
}

const Unit* Scopes::component(const Unit& unit) {
  const auto [place, isNew] = components_.try_emplace(&unit, nullptr);
  if (!isNew) return place->second;
  const Node reference = unit.reference;
  const Unit* found = nullptr;
  if (reference.isMapping()) {
    const bool trialOfJob = unit.pipeline == nullptr && !unit.body.find("component");
    found = trialOfJob ? nullptr : make(*unit.document, reference, nullptr, "", &unit);
  } else if (reference.isScalar() && !unit.document->path.empty()) {
    const Reference read = readReference(reference.text(), false);
    if (read.form == Reference::Form::path)
      found = file(joinPath(unit.document->folder(), read.name), unit.isScheduled());
    if (read.form == Reference::Form::asset) found = asset(read.name, read.version, unit.isScheduled());
  }
  components_[&unit] = found;
  return found;
}

bool Scopes::isOpen(const Unit& unit) {
  return unit.isLoop() || (unit.reference.isScalar() && component(unit) == nullptr);
}

std::shared_ptr<const Document> Scopes::holderOf(const Document& document) const {
  const auto found = files_.find(document.path);
  return found == files_.end() || found->second.get() != &document ? nullptr : found->second;
}

}  // namespace footplate::ide
