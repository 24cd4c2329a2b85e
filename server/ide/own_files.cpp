#include "ide/own_files.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/strings.h"

namespace footplate::ide {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// One of them is in every job, component and schedule; no data and no other tool's settings begin so.
constexpr std::array<std::string_view, 8> ownKeys{
    "jobs", "command", "component", "trial", "create_job", "mini_batch_size", "training_data", "conda_file"};

// The outermost entries of a JSON object, found by its brackets and quotes.
class OuterKeys {
 public:
  explicit OuterKeys(std::string_view json) : json_(json) {}

  bool areOwn() {
    at_ = json_.find_first_not_of(blanks);
    if (at_ == std::string_view::npos || json_[at_] != '{') return false;
    int depth = 0;
    for (; at_ < json_.size(); ++at_) {
      const char c = json_[at_];
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return false;
      if (c != '"') continue;
      const std::string_view word = quoted();
      if (depth != 1 || !isKey()) continue;
      if (word == "$schema") return isOfAzureMl();
      if (isOneOf(word, ownKeys)) return true;
    }
    return false;
  }

 private:
  // What stands between quotes; afterwards on the closing one.
  std::string_view quoted() {
    const std::size_t begin = ++at_;
    while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_, json_.size());
    return json_.substr(begin, at_ - begin);
  }

  bool isKey() const {
    const std::size_t next = json_.find_first_not_of(blanks, std::min(at_ + 1, json_.size()));
    return next != std::string_view::npos && json_[next] == ':';
  }

  bool isOfAzureMl() {
    at_ = json_.find(':', at_);
    at_ = json_.find_first_not_of(blanks, at_ + 1);
    if (at_ == std::string_view::npos || json_[at_] != '"') return false;
    return toLower(quoted()).find("azureml") != std::string::npos;
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace

bool isJsonFile(std::string_view path) {
  return fileExtension(path) == ".json";
}

bool hasOwnName(std::string_view path) {
  return isOneOf(fileExtension(path), {".yml", ".yaml", ".runconfig", ".json"});
}

bool mayBeOwn(std::string_view path, std::string_view text) {
  return hasOwnName(path) && (!isJsonFile(path) || OuterKeys(text).areOwn());
}

}  // namespace footplate::ide
