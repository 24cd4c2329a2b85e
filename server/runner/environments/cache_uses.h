// Who used something of the user's cache: a file with a project and a run a line, beside what was used. Any
// thread, any process.
//
//   noteUse(places.uses, {plan.root, plan.id});
//   if (goesOn(readUses(places.uses))) …  // a run reads it now: it stays
#pragma once

#include <string>
#include <vector>

namespace footplate::runner {

struct CacheUse {
  std::string root;  // of the project
  std::string run;
};

// Best effort: what cannot be noted is used all the same. Nothing for a use without a run.
void noteUse(const std::string& file, const CacheUse& use);

// By runs that are still there, newest first.
std::vector<CacheUse> readUses(const std::string& file);

// Whether one of the runs has not ended.
bool goesOn(const std::vector<CacheUse>& uses);

}  // namespace footplate::runner
