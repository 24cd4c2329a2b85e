// Inputs and outputs of a job or a pipeline as a run plan says them: literals as the service renders them,
// data by absolute path or URI, assets looked up. Any thread; files are read through the workspace.
//
//   DataReader reader({&workspace, document.folder(), root, config.local});
//   auto input = reader.input("data", job.find("inputs").find("data"));
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "ide/workspace.h"
#include "runner/run_plan.h"
#include "yaml/tree.h"

namespace footplate::planner {

struct DataContext {
  const ide::Workspace* workspace = nullptr;
  std::string folder;  // that relative paths start from
  std::string root;    // of the project
  runner::LocalSettings local;
};

class DataReader {
 public:
  explicit DataReader(DataContext context) : context_(std::move(context)) {}

  // `value` is what stands behind the input's name: a scalar, {value: …} or a data object. invalid, notFound
  // or unsupported, naming the input and what to do, where its data cannot be had on this machine. A
  // signature in an address is taken out and kept in secrets().
  Result<runner::PlanInput> input(const std::string& name, yaml::Node value);
  // The same for a reference alone ("azureml:iris:1", "./data", a URI).
  Result<runner::PlanInput> data(const std::string& name, const std::string& type,
                                 const std::string& reference, const std::string& mode = {});
  // `value` may be missing or null.
  Result<runner::PlanOutput> output(const std::string& name, yaml::Node value) const;
  // Where an output that asks for `path` is written, as its plan says it. unsupported or invalid, naming the
  // output, for what this machine cannot write to.
  Result<std::string> outputPath(const std::string& name, const std::string& path) const;

  const std::map<std::string, std::string>& secrets() const { return secrets_; }

 private:
  Result<void> locate(runner::PlanInput& input, const std::string& reference, const std::string& folder,
                      unsigned depth);
  Result<void> fromAsset(runner::PlanInput& input, const std::string& reference, unsigned depth);
  Result<void> readTable(runner::PlanInput& input) const;

  DataContext context_;
  std::map<std::string, std::string> secrets_;  // by bare address
};

}  // namespace footplate::planner
