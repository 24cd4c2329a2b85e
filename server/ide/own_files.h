// Which files of a project may be documents of ours, told before anything is parsed.
//
// YAML may always be. Most JSON is data or belongs to other tools: it may be where its outermost keys are
// those of a job or a component, or its `$schema` is an address of Azure ML.
//
//   if (hasOwnName(path)) if (mayBeOwn(path, *workspace.read(path))) use(workspace.document(path));
#pragma once

#include <string_view>

namespace footplate::ide {

// By its name: YAML, a v1 run configuration or JSON.
bool hasOwnName(std::string_view path);
bool isJsonFile(std::string_view path);

bool mayBeOwn(std::string_view path, std::string_view text);

}  // namespace footplate::ide
