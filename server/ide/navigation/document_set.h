// The documents one answer is made of: the one asked about as it is, others as the workspace has them, each
// fetched once, so that a node found in one of them keeps its meaning until the answer is given. One thread.
//
//   DocumentSet documents(document, workspace);
//   const Document* component = documents.find("/p/train/component.yml");  // null when there is none
#pragma once

#include <map>
#include <memory>
#include <string>

#include "ide/document.h"

namespace footplate::ide {

class Mentions;

class DocumentSet {
 public:
  // Both must outlive the set.
  DocumentSet(const Document& asked, const Workspace& workspace) : asked_(asked), workspace_(workspace) {}

  const Document& asked() const { return asked_; }
  const Workspace& workspace() const { return workspace_; }
  const Document* find(const std::string& path) { return share(path).get(); }
  // The same for whoever keeps it longer than the set; the asked one is not owned.
  std::shared_ptr<const Document> share(const std::string& path);
  // Where findMentions() keeps what a document names.
  std::shared_ptr<const Mentions>& mentionsOf(const Document& document) { return mentions_[&document]; }

 private:
  const Document& asked_;
  const Workspace& workspace_;
  std::map<std::string, std::shared_ptr<const Document>> others_;
  std::map<const Document*, std::shared_ptr<const Mentions>> mentions_;
};

}  // namespace footplate::ide
