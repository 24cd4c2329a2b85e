#include "ide/workspace.h"

#include "ide/document.h"

namespace footplate::ide {

const Settings& Workspace::settings() const {
  static const Settings defaults;
  return defaults;
}

std::shared_ptr<const Document> Workspace::document(const std::string& path) const {
  auto text = read(path);
  return text ? makeDocument(path, std::move(text), 0, *this) : nullptr;
}

const std::string& Workspace::root() const {
  static const std::string none;
  return none;
}

}  // namespace footplate::ide
