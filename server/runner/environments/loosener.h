// Pins that cannot be installed here, loosened to the nearest that can, by what pip says of them: it names
// the requirement that cannot be had and, mostly, the versions that can. A package of conda's that pip has
// nothing for is left out, but never the last of all: then it is rather the index that has nothing. Each
// round mends what the last one named, so the number of rounds is bounded by the number of requirements.
// Pure; one thread.
//
//   Loosener loosener(requirements);
//   while (!install(loosener.lines())) if (!loosener.mend(output)) break;
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "runner/environments/requirements.h"
#include "store/run_record.h"

namespace footplate::runner {

class Loosener {
 public:
  explicit Loosener(const Requirements& requirements)
      : lines_(requirements.lines),
        constraints_(requirements.constraints),
        condaPlaces_(requirements.condaPlaces) {}

  const std::vector<std::string>& lines() const { return lines_; }
  const std::vector<std::string>& constraints() const { return constraints_; }
  // Packages that have no wheel: they are built here.
  const std::set<std::string>& fromSource() const { return fromSource_; }
  std::vector<store::Substitution> substitutions() const;

  // Mends the first thing the output complains of; false when there is nothing it could mend.
  bool mend(const std::string& output);

 private:
  bool mendMissing(const std::string& text);
  bool mendParent(const std::string& text);
  bool mendConflict(std::string text, const std::string& output);
  bool buildDependency(const std::string& output);
  bool mendBuild(const std::string& output);
  bool loosenAny(const char* reason);
  bool leaveOut(const std::string& name);
  bool buildIt(const std::string& name);
  std::string* lineOf(const std::string& name);
  bool replace(std::string& line, const std::string& version, const std::string& reason);

  std::vector<std::string> lines_;
  std::vector<std::string> constraints_;
  std::map<std::string, std::string> condaPlaces_;
  std::set<std::string> fromSource_;
  std::set<std::string> triedFromSource_;
  std::map<std::string, store::Substitution> changes_;
};

}  // namespace footplate::runner
