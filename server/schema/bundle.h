// Makes one self-contained schema text of a file in schemas/ and the files it refers to.
//
// Our files share pieces by `"$ref": "shared.json#/$defs/tags"`, as standard tools read them too. The
// compiler knows references inside one text only, so before compiling, every file referred to (and those it
// refers to) goes under the root's "x-files", and references are rewritten to
// "#/x-files/shared.json/$defs/tags".
//
//   auto schema = Schema::compile(bundle("commandJob.json"), Typing::yaml11);
#pragma once

#include <string>
#include <string_view>

namespace footplate::schema {

// "" when there is no such file. Pure; any thread.
std::string bundle(std::string_view file);

}  // namespace footplate::schema
