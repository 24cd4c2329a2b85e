// ${{ … }} in a command: what the service would have put there.
//
// ${{inputs.x}} becomes the literal's text or the data's local path, unquoted as on the service;
// ${{outputs.x}} a folder. A part in $[[ … ]] is kept only where every input it names is given. Pure.
//
//   auto text = resolveBindings("python a.py --lr ${{inputs.lr}}", {{{"lr", "0.1"}}, {}});   // "python a.py
//   --lr 0.1"
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace footplate::runner {

struct BindingValues {
  std::map<std::string, std::string> inputs;
  std::map<std::string, std::string> outputs;
};

// `invalid`, naming the binding, where one cannot be resolved.
Result<std::string> resolveBindings(std::string_view text, const BindingValues& values);

// ${env:NAME} in a value by the variables of this process; `invalid` naming the variable that is not set.
Result<std::string> resolveSecrets(std::string_view text);

}  // namespace footplate::runner
