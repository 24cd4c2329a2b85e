// Any bytes are a script: no crash, no endless loop, and arguments that have a name and a place in the text.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "python/arguments.h"

namespace {

using namespace footplate;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // What stands behind a zero byte is a module beside the script.
  const std::string all(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(all.find('\0'), all.size());
  const auto script = std::make_shared<const std::string>(all.substr(0, cut));
  const auto module =
      std::make_shared<const std::string>(cut < all.size() ? all.substr(cut + 1) : std::string());
  const auto arguments = python::readArguments(
      {"/p/train.py", "/p", "/p"}, [&](const std::string& path) -> std::shared_ptr<const std::string> {
        if (path == "/p/train.py") return script;
        return path == "/p/lib.py" ? module : nullptr;
      });
  if (!arguments) return 0;
  for (const python::Argument& argument : arguments->all) {
    require(!argument.title().empty() && argument.least <= argument.most);
    require(argument.span.begin <= argument.span.end && argument.span.end <= size);
    if (!argument.positional()) require(arguments->find(argument.flags.front()) != nullptr);
  }
  return 0;
}
