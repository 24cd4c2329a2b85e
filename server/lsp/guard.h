// One feature's defect must not end the server: what a task throws is logged, and the next task runs.
#pragma once

#include <exception>
#include <string>

#include "base/log.h"

namespace footplate::lsp {

template <class Task>
void runGuarded(const Task& task) {
  try {
    task();
  } catch (const std::exception& error) {
    logError(std::string("a task of the language server failed: ") + error.what());
  }
}

}  // namespace footplate::lsp
