// Places of any file as the protocol says them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ide/navigation/definition.h"
#include "lsp/convert.h"
#include "lsp/snapshot.h"

namespace footplate::lsp {

// The client's own URI of an open document, ours for all others.
std::string uriOf(const Snapshot& snapshot, const std::string& path);

// Says one place after the other; those of one document are quick where they follow one another. Of one
// thread.
class Locations {
 public:
  explicit Locations(const Snapshot& snapshot) : snapshot_(snapshot) {}
  protocol::Location of(const ide::Location& location);

 private:
  const Snapshot& snapshot_;
  std::shared_ptr<const ide::Document> document_;  // of the last place
  std::optional<Places> places_;                   // in it
};

}  // namespace footplate::lsp
