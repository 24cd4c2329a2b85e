// A text that is parsed at first use, once for all who share its version, from the newest version before it
// that was parsed. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "ide/document.h"
#include "ide/project_files.h"

namespace footplate::lsp {

class ParsedText {
 public:
  // `before`: the version that was edited; null for a text that is new.
  ParsedText(std::string path, std::shared_ptr<const std::string> text, std::int64_t version,
             const ParsedText* before = nullptr);

  const std::shared_ptr<const std::string>& text() const { return text_; }
  std::int64_t version() const { return version_; }
  const ide::Document& document(const ide::Workspace& workspace) const { return *share(workspace); }
  const std::shared_ptr<const ide::Document>& share(const ide::Workspace& workspace) const;
  // What the text says of itself; null when it is no document of ours.
  const ide::ProjectFiles::Facts& facts(const ide::Workspace& workspace) const;

 private:
  std::shared_ptr<const ide::Document> newest() const;

  std::string path_;
  std::shared_ptr<const std::string> text_;
  std::int64_t version_;
  mutable std::once_flag parsedOnce_;
  mutable std::shared_ptr<const ide::Document> document_;
  mutable std::mutex newestMutex_;
  mutable std::shared_ptr<const ide::Document>
      newest_;  // this text's, or before it is parsed an earlier one's
  mutable std::once_flag factsOnce_;
  mutable ide::ProjectFiles::Facts facts_;
};

}  // namespace footplate::lsp
