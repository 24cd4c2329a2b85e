// The semantic tokens each document's client has, so that after an edit only the difference is sent. Any
// thread.
//
//   const std::string id = sent.remember(uri, data);             // the "resultId" of the answer
//   if (const auto before = sent.find(uri, previousResultId)) …  // null: the client has something else
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace footplate::lsp {

class SentTokens {
 public:
  using Data = std::shared_ptr<const std::vector<std::uint32_t>>;

  std::string remember(const std::string& uri, Data data);
  Data find(const std::string& uri, const std::string& id) const;
  void forget(const std::string& uri);

 private:
  struct Sent {
    std::string id;
    Data data;
  };

  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::map<std::string, Sent> sent_;
};

}  // namespace footplate::lsp
