// Any bytes as calls of a job's tracking client: each is answered once, by JSON, and writes nothing outside
// the run.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/fs.h"
#include "base/strings.h"
#include "os/http_target.h"
#include "runner/tracking/mlflow_api.h"
#include "runner/tracking/tracked_runs.h"
#include "store/run_store.h"

namespace {

using namespace footplate;

void require(bool holds) {
  if (!holds) std::abort();
}

// A project in memory-backed files with the job's own run and one that is another's; made anew now and then.
class Project {
 public:
  Project() {
    std::string pattern = "/dev/shm/footplate-fuzz-XXXXXX";
    require(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
    auto opened = store::RunStore::open(root_);
    require(opened.has_value());
    store_ = std::make_unique<store::RunStore>(std::move(*opened));
    add("run-1");
    add("other");
    runs_ = std::make_unique<runner::TrackedRuns>(*store_, "run-1");
    api_ = std::make_unique<runner::MlflowApi>(*runs_, "exp");
  }
  ~Project() {
    const auto other = store_->find("other");
    require(other && other->tags.empty() && other->params.empty() && other->metrics.empty() &&
            !other->archived);
    require(std::filesystem::is_empty(store::RunFolder(store_->folder(), "other").outputs()));
    api_.reset();
    runs_.reset();
    store_.reset();
    static_cast<void>(removeTree(root_));
  }
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  os::HttpResponse answer(const os::HttpRequest& request) { return api_->answer(request); }

 private:
  void add(const std::string& id) {
    store::Run run;
    run.id = id;
    run.experiment = "exp";
    run.displayName = id;
    run.kind = "command";
    run.created = nowMs();
    run.status = store::RunStatus::running;
    require(store_->insert(run).has_value());
    require(store::RunFolder(store_->folder(), id).make().has_value());
  }

  std::string root_;
  std::unique_ptr<store::RunStore> store_;
  std::unique_ptr<runner::TrackedRuns> runs_;
  std::unique_ptr<runner::MlflowApi> api_;
};

// "POST /path?query" on the first line of a call, the body on the rest.
os::HttpRequest requestOf(const std::string& text) {
  os::HttpRequest request;
  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::size_t space = std::min(text.find(' '), line);
  request.method = text.substr(0, space);
  request.target = space < line ? text.substr(space + 1, line - space - 1) : "/";
  os::readTarget(request);
  if (line < text.size()) request.body = text.substr(line + 1);
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::unique_ptr<Project> project;
  static int used = 0;
  if (!project || ++used % 200 == 0) {
    project.reset();
    project = std::make_unique<Project>();
  }
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  int calls = 0;
  for (const std::string& call : split(bytes, '\0')) {
    if (++calls > 8) break;
    const os::HttpRequest request = requestOf(call);
    // Uploads arrive as files that the server made.
    if (request.method == "PUT") continue;
    const os::HttpResponse response = project->answer(request);
    require(response.status >= 200 && response.status < 600 && response.status != 500);
    require(!response.file.empty() || response.contentType != "application/json" ||
            nlohmann::json::accept(response.body));
  }
  return 0;
}
