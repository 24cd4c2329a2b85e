// Making an environment: wheels first (from a registry or the package index), then the venv from the wheels,
// offline.
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"
#include "runner/environments/build_log.h"
#include "runner/environments/interpreter.h"
#include "runner/environments/requirements.h"
#include "store/run_record.h"

namespace footplate::runner {

struct WheelSet {
  std::vector<store::Substitution> substitutions;
};

// Why a build failed, and whether the next try may well succeed (a network that was down, a full disk).
struct BuildFailure {
  Error error;
  bool passing = false;
};

// What of the interpreter an environment made by pip depends on, as one line of its hash: ABI, platform, and
// the setuptools that addSetuptools would put in.
std::string builtFor(const Interpreter& python, const Requirements& requirements);

// Adds the wheel of setuptools that the interpreter brings along where the folder has wheels and none of it,
// before Python 3.12: a venv made by Python and every environment of conda's has it, and packages of that
// time import pkg_resources without asking for it.
void addSetuptools(const Interpreter& python, const std::string& folder);

// Fills `folder` with wheels for the requirements. A pin that cannot be had here is loosened to the nearest
// version that can, unless `strict`; then, or when nothing helps, `unavailable` with the installer's words.
tl::expected<WheelSet, BuildFailure> gatherWheels(const Interpreter& python, const Requirements& requirements,
                                                  const std::string& folder, bool strict, BuildLog& log,
                                                  const CancelToken& stop);

// Installs exactly the wheels of `wheels` into the venv or conda environment in `folder`, without the
// network.
tl::expected<void, BuildFailure> installWheels(const Interpreter& python, const std::string& wheels,
                                               const std::string& folder, BuildLog& log,
                                               const CancelToken& stop);

// An empty venv: links and pyvenv.cfg, no subprocess. `systemSite`: it sees the interpreter's own packages.
Result<void> makeBareVenv(const Interpreter& python, const std::string& folder, bool systemSite = false);

// <venv>/lib/python3.11/site-packages
std::string sitePackages(const std::string& venv, const std::string& version);

}  // namespace footplate::runner
