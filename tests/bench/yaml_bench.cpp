// How long reading a pipeline document takes: our tree, yaml-cpp and libfyaml, in one run.
//
//   cmake --preset release -DFOOTPLATE_BENCH=ON && ninja -C build yaml_bench && build/tests/bench/yaml_bench
//   [FILE…]
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "yaml/tree.h"
#ifdef FOOTPLATE_LIBFYAML
#include <libfyaml.h>
#endif

namespace {

using footplate::yaml::Tree;

std::string pipeline(std::size_t size) {
  std::string text =
      "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json\ntype: pipeline\njobs:\n";
  for (int step = 0; text.size() < size; ++step) {
    const std::string name = "step_" + std::to_string(step);
    text +=
        "  " + name +
        ":\n    type: command\n    # what it learns from\n    inputs:\n      lr: 0.01\n      layers: [64, "
        "128]\n" +
        "      data: {type: uri_folder, path: \"azureml://datastores/d/paths/" + name + "\"}\n" +
        "    code: ./src\n    command: >-\n      python train.py\n      --lr ${{inputs.lr}}\n" +
        "    environment: azureml:training@latest\n    outputs:\n      model:\n        type: mlflow_model\n";
  }
  return text;
}

// The median of the runs, in milliseconds.
double median(const std::function<void()>& work, int runs) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void measure(const std::string& name, const std::string& text) {
  const auto shared = std::make_shared<const std::string>(text);
  std::shared_ptr<const Tree> tree;
  const int runs = text.size() > 1'000'000 ? 5 : 15;
  const double own = median([&] { tree = footplate::yaml::parse(shared); }, runs);
  const double yamlCpp = median([&] { YAML::LoadAll(text); }, text.size() > 1'000'000 ? 1 : 5);
  double fyaml = 0;
#ifdef FOOTPLATE_LIBFYAML
  fyaml =
      median([&] { fy_document_destroy(fy_document_build_from_string(nullptr, text.data(), text.size())); },
             runs / 3 + 1);
#endif
  std::printf(
      "%-28s %8zu bytes  tree %8.3f ms (%zu nodes, %zu problems)  yaml-cpp %9.2f ms  libfyaml %8.2f ms\n",
      name.c_str(), text.size(), own, tree->nodeCount(), tree->problems().size(), yamlCpp, fyaml);
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    measure(arguments[i], std::string(std::istreambuf_iterator<char>(file), {}));
  }
  if (count > 1) return 0;
  for (const std::size_t size : {2'000, 50'000, 500'000, 5'000'000}) measure("pipeline", pipeline(size));
  return 0;
}
