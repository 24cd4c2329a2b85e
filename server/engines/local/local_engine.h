// Runs on this machine: one supervisor process a run (supervise.h), which outlives whoever submitted it.
#pragma once

#include <memory>
#include <string>

#include "runner/engine.h"

namespace footplate::engines {

// `program` is the footplate binary that supervises; "" = the running one (/proc/self/exe).
// Tests and libraries inside another program name it.
std::unique_ptr<runner::Engine> makeLocalEngine(std::string program = "");

}  // namespace footplate::engines
