// Making an environment: wheels first (from a registry or the package index), then the venv from the wheels,
// offline.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/interpreter.h"
#include "runner/requirements.h"
#include "store/run_record.h"

namespace footplate::runner {

using Say = std::function<void(std::string_view)>;

struct WheelSet {
  std::vector<store::Substitution> substitutions;
};

// Fills `folder` with wheels for the requirements. A pin that cannot be had here is loosened to the nearest
// version that can, unless `strict`; then, or when nothing helps, `unavailable` with the installer's words.
Result<WheelSet> gatherWheels(const Interpreter& python, const Requirements& requirements,
                              const std::string& folder, bool strict, const Say& say, CancelToken stop);

// Makes a venv in `folder` holding exactly the wheels of `wheels`, without the network.
Result<void> installWheels(const Interpreter& python, const std::string& wheels, const std::string& folder,
                           CancelToken stop);

// An empty venv: links and pyvenv.cfg, no subprocess.
Result<void> makeBareVenv(const Interpreter& python, const std::string& folder);
// lib/python3.11/site-packages below a venv.
std::string sitePackages(const std::string& venv, const std::string& version);

}  // namespace footplate::runner
