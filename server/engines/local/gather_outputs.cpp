#include "engines/local/gather_outputs.h"

#include <nlohmann/json.hpp>

#include "base/fs.h"

namespace footplate::engines {
namespace {

using nlohmann::json;

const std::string* givenBy(const std::map<std::string, std::map<std::string, std::string>>& all,
                           const std::string& step, const std::string& output) {
  const auto outputs = all.find(step);
  if (outputs == all.end()) return nullptr;
  const auto found = outputs->second.find(output);
  return found == outputs->second.end() ? nullptr : &found->second;
}

}  // namespace

Step gatherOutputs(const runner::RunPlan& loop, const runner::PipelineValues& values,
                   const std::map<std::string, runner::PreparedOutput>& outputs) {
  for (const runner::PlanOutput& output : loop.outputs) {
    const bool isData = output.literal.empty();
    json list = json::array();
    for (const runner::RunPlan& step : loop.steps) {
      const auto& all = isData ? values.stepOutputs : values.stepTexts;
      const std::string* value = givenBy(all, step.step, output.name);
      if (!value) continue;
      if (isData) {
        list.push_back({{folderExists(*value) ? "folder" : "file", *value}});
      } else {
        list.push_back(*value);
      }
    }
    const std::string& place = outputs.at(output.name).writes;
    // JSON is YAML: it reads as any other MLTable file.
    const std::string text = (isData ? json{{"paths", list}} : list).dump(2) + "\n";
    auto written = writeFileAtomic(isData ? place + "/MLTable" : place, text, 0644);
    if (!written) return failedStep("output", written.error());
  }
  return {};
}

}  // namespace footplate::engines
