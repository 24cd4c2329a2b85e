#include "ide/navigation/document_set.h"

namespace footplate::ide {

std::shared_ptr<const Document> DocumentSet::share(const std::string& path) {
  if (path == asked_.path) return {std::shared_ptr<const void>(), &asked_};
  const auto known = others_.find(path);
  if (known != others_.end()) return known->second;
  return others_.emplace(path, workspace_.document(path)).first->second;
}

}  // namespace footplate::ide
