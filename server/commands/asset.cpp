// `footplate asset create|list|show|archive|restore`.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/fs.h"
#include "base/mask.h"
#include "base/path.h"
#include "commands/check_job.h"
#include "commands/disk_workspace.h"
#include "commands/project.h"
#include "commands/verbs.h"
#include "planner/asset_package.h"
#include "planner/overrides.h"
#include "runner/snapshots/snapshot.h"
#include "store/asset_store.h"
#include "store/project_root.h"

namespace footplate::commands {

using nlohmann::json;

namespace {

json textOrNull(const std::string& text) {
  return text.empty() ? json() : json(maskSecrets(text));
}

json assetJson(const store::Asset& asset, const store::AssetStore& assets) {
  return {{"kind", asset.kind},
          {"name", asset.name},
          {"version", asset.version},
          {"type", asset.type},
          {"description", asset.description},
          {"path", textOrNull(asset.path)},
          {"file", assets.file(asset)},
          {"source", textOrNull(asset.source)},
          {"run", textOrNull(asset.run)},
          {"created", formatTime(asset.created)},
          {"archived", asset.archived},
          {"labels", asset.latest ? json{"latest"} : json::array()}};
}

Result<void> writeStage(const planner::AssetPackage& package, const std::string& staged, CancelToken stop) {
  if (auto written = writeFileAtomic(staged + "/asset.yml", package.text, 0644); !written) return written;
  for (const auto& text : package.texts) {
    const std::string path = staged + "/" + text.name;
    if (auto made = makeFolder(parentPath(path)); !made) return made;
    if (auto written = writeFileAtomic(path, text.text, 0644); !written) return written;
  }
  for (const auto& copy : package.copies) {
    if (auto copied = runner::copyCode(copy.from, staged + "/" + copy.name, stop); !copied) return copied;
  }
  return {};
}

Result<Outcome> create(const std::string& file, const json& parameters, Session& session) {
  const std::string path = joinPath(session.folder, file);
  const std::string root = store::projectRoot(path, workspaceFolderOf(session, path));
  const DiskWorkspace disk(root);
  const ide::Workspace& workspace = session.workspace ? *session.workspace : disk;
  const auto text = workspace.read(path);
  if (!text) return fail(ErrorCode::notFound, "reading " + path + ": no such file");
  auto changed = planner::applyOverrides(*text, path, parameters.value("set", std::vector<std::string>()),
                                         session.folder, workspace);
  if (!changed) return fail(changed.error());
  const auto document =
      ide::makeDocument(path, std::make_shared<const std::string>(std::move(*changed)), 0, workspace);
  if (auto good = checkDocument(*document, workspace, false, session, "nothing was registered"); !good)
    return fail(good.error());
  auto package = planner::packageAsset({document.get(), &workspace, root});
  if (!package) return fail(package.error());
  auto assets = store::AssetStore::open(root);
  if (!assets) return fail(assets.error());
  const auto staged = assets->stage();
  if (!staged) return fail(staged.error());
  if (auto written = writeStage(*package, *staged, session.cancel); !written) {
    (void)removeTree(*staged);
    return fail(written.error());
  }
  // A model's content lies in its own folder.
  store::Asset asset = package->asset;
  if (asset.kind == "model" && !package->copies.empty())
    asset.path = *staged + "/" + package->copies.front().name;
  const auto added = assets->add(std::move(asset), *staged);
  if (!added) return fail(added.error());
  return Outcome(json{{"asset", assetJson(*added, *assets)}});
}

struct Named {
  std::string kind;  // "" = any
  std::string name;
  std::string version;
};

// "iris", "iris:3", "iris@latest", "azureml:iris:3", each also as "data/iris:3".
Named namedBy(std::string text, const std::string& kind) {
  Named named{kind, {}, {}};
  if (text.starts_with("azureml:")) text.erase(0, 8);
  if (const std::size_t slash = text.find('/'); slash != std::string::npos) {
    named.kind = text.substr(0, slash);
    text.erase(0, slash + 1);
  }
  const std::size_t mark = text.find_first_of(":@");
  named.name = text.substr(0, mark);
  if (mark != std::string::npos) named.version = text.substr(text[mark] == '@' ? mark : mark + 1);
  return named;
}

// The kind of what is named; usage where several kinds have the name.
Result<std::string> kindOf(const Named& named, const store::AssetStore& assets) {
  if (!named.kind.empty()) return named.kind;
  const auto all = assets.list({.name = named.name, .archived = true});
  if (!all) return fail(all.error());
  std::string kind;
  for (const store::Asset& asset : *all) {
    if (!kind.empty() && asset.kind != kind)
      return fail(ErrorCode::usage, "'" + named.name + "' is a " + asset.kind + " and a " + kind +
                                        "; say which by " + kind + "/" + named.name + " or " + asset.kind +
                                        "/" + named.name);
    kind = asset.kind;
  }
  if (!kind.empty()) return kind;
  return fail(ErrorCode::notFound,
              "there is no asset '" + named.name + "'; `footplate asset list` names them");
}

// The stores of all projects that have one.
Result<std::vector<store::AssetStore>> openStores(const std::vector<std::string>& roots) {
  std::vector<store::AssetStore> stores;
  std::optional<Error> missing;
  for (const std::string& root : roots) {
    auto assets = store::AssetStore::openExisting(root);
    if (assets) {
      stores.push_back(std::move(*assets));
    } else if (assets.error().code != ErrorCode::notFound) {
      return fail(assets.error());
    } else if (!missing) {
      missing = assets.error();
    }
  }
  if (stores.empty()) return fail(*missing);
  return stores;
}

Result<Outcome> list(const std::string& name, const json& parameters, const std::vector<std::string>& roots) {
  json entries = json::array();
  auto stores = openStores(roots);
  // A project without a store has no assets: an answer, not an error.
  if (!stores && stores.error().code == ErrorCode::notFound) return Outcome(json{{"assets", entries}});
  if (!stores) return fail(stores.error());
  const store::AssetFilter filter{
      .kind = parameters.value("type", ""), .name = name, .archived = parameters.value("archived", false)};
  for (const store::AssetStore& assets : *stores) {
    const auto all = assets.list(filter);
    if (!all) return fail(all.error());
    for (const store::Asset& asset : *all) {
      entries.push_back(assetJson(asset, assets));
      if (roots.size() > 1) entries.back()["project"] = assets.root();
    }
  }
  if (stores->size() > 1) {
    std::stable_sort(entries.begin(), entries.end(), [](const json& a, const json& b) {
      return std::pair(a.at("kind"), a.at("name")) < std::pair(b.at("kind"), b.at("name"));
    });
  }
  return Outcome(json{{"assets", std::move(entries)}});
}

struct Meant {
  store::AssetStore* assets;
  std::string kind;
};

// The one project that has what is named; usage where several do.
Result<Meant> meantBy(const Named& named, std::vector<store::AssetStore>& stores) {
  std::optional<Meant> meant;
  std::optional<Error> missing;
  for (store::AssetStore& assets : stores) {
    const auto kind = kindOf(named, assets);
    const auto there = kind ? assets.list({.kind = *kind, .name = named.name, .archived = true})
                            : Result<std::vector<store::Asset>>(fail(kind.error()));
    if (!there && there.error().code != ErrorCode::notFound) return fail(there.error());
    if (!there && !missing) missing = there.error();
    if (!there || (there->empty() && stores.size() > 1)) continue;
    if (meant)
      return fail(ErrorCode::usage, "'" + named.name + "' is registered in " + meant->assets->root() +
                                        " and in " + assets.root() + "; say which folder you mean");
    meant = Meant{&assets, *kind};
  }
  if (meant) return *meant;
  if (missing) return fail(*missing);
  return Meant{&stores.front(), named.kind};  // which names what there is
}

}  // namespace

Result<Outcome> runAsset(const json& parameters, Session& session) {
  const std::string action = parameters.at("action");
  const std::string name = parameters.value("name", "");
  if (action == "create" && !name.empty()) return create(name, parameters, session);
  const std::vector<std::string> roots = projectRoots(session);
  if (action == "list") return list(name, parameters, roots);
  if (action != "show" && action != "archive" && action != "restore" && action != "create")
    return fail(ErrorCode::usage,
                "there is no `asset " + action + "`; create, list, show, archive or restore");
  if (name.empty())
    return fail(ErrorCode::usage, "`asset " + action + "` needs a " + (action == "create" ? "file" : "name"));
  auto stores = openStores(roots);
  if (!stores) return fail(stores.error());
  const Named named = namedBy(name, parameters.value("type", ""));
  const auto meant = meantBy(named, *stores);
  if (!meant) return fail(meant.error());
  store::AssetStore& assets = *meant->assets;
  if (action == "show") {
    const auto asset = assets.find(meant->kind, named.name, named.version);
    if (!asset) return fail(asset.error());
    return Outcome(json{{"asset", assetJson(*asset, assets)}});
  }
  const auto changed = assets.setArchived(meant->kind, named.name, named.version, action == "archive");
  if (!changed) return fail(changed.error());
  json entries = json::array();
  for (const store::Asset& asset : *changed) entries.push_back(assetJson(asset, assets));
  return Outcome(json{{"assets", std::move(entries)}});
}

}  // namespace footplate::commands
