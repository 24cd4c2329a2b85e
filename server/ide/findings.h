// What was found out about one version of a document and is asked for again: by other features, and by the
// next version for all that was not edited. Any thread; the document owns it.
//
//   document.findings->references([&] { return walk(document); });
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "schema/verdicts.h"

namespace footplate::ide {

struct FoundReference;

class Findings {
 public:
  Findings();
  ~Findings();

  schema::Verdicts verdicts() const;
  void keep(schema::Verdicts verdicts);
  // What `find` gave when first asked.
  const std::vector<FoundReference>& references(
      const std::function<std::vector<FoundReference>()>& find) const;

 private:
  mutable std::mutex mutex_;
  schema::Verdicts verdicts_;
  mutable std::once_flag walked_;
  mutable std::vector<FoundReference> references_;
};

}  // namespace footplate::ide
