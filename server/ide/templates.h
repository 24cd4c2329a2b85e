// Files to begin with: one for each kind of document that people write by hand (schemas/templates/). Each is
// valid as it stands. Immutable after the first call; any thread.
//
//   for (const Template& one : templates()) offer(one.name, one.title);   // "command-job", "Command job: …"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace footplate::ide {

struct Template {
  std::string name;   // "command-job"
  std::string title;  // "Command job: one command with inputs and outputs"
  std::string titleInChinese;
  std::string
      fileName;  // "command-job.yml", or the name that the kind asks for: "MLTable", ".footplate/config.yml"
  std::string text;  // what the new file holds
};

// All of them, jobs first.
std::span<const Template> templates();

// nullptr when there is none of this name.
const Template* findTemplate(std::string_view name);

}  // namespace footplate::ide
