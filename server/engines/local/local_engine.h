// Runs on this machine: one supervisor process a run (supervise.h), which outlives whoever submitted it.
#pragma once

#include <memory>
#include <string>

#include "runner/engine.h"

namespace footplate::engines {

// `program` is the footplate binary that supervises; "" = the running one.
// Tests and libraries inside another program name it.
std::unique_ptr<runner::Engine> makeLocalEngine(std::string program = "");

// By which the engine finds the run again. A supervisor writes it as well: whoever submitted may have been
// killed before.
runner::Handle localHandle(const std::string& id, const std::string& root);

}  // namespace footplate::engines
