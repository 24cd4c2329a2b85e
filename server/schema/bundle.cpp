#include "schema/bundle.h"

#include <algorithm>
#include <vector>

#include "schema/embedded.h"

namespace footplate::schema {
namespace {

constexpr std::string_view referenceKey = "\"$ref\": \"";

std::string_view textOf(std::string_view file) {
  const auto files = embeddedFiles();
  const auto found = std::ranges::find(files, file, &EmbeddedFile::path);
  return found == files.end() ? std::string_view() : found->text;
}

// Copies the texts of files while rewriting their references, and notes which other files they need.
class Bundler {
 public:
  explicit Bundler(std::string_view root) : root_(root) {}

  std::string make() {
    std::string result = rewritten(root_);
    const std::size_t end = result.rfind('}');
    if (end == std::string::npos) return {};
    result.resize(end);
    std::string separator = ",\n\"x-files\": {";
    for (std::size_t i = 0; i < needed_.size(); ++i) {
      const std::string file(needed_[i]);
      result += separator + "\n\"" + file + "\": " + rewritten(file);
      separator = ",";
    }
    return result + (needed_.empty() ? "}\n" : "}\n}\n");
  }

 private:
  std::string rewritten(std::string_view file) {
    const std::string_view text = textOf(file);
    std::string result;
    std::size_t from = 0;
    for (std::size_t at = text.find(referenceKey); at != std::string_view::npos;
         at = text.find(referenceKey, from)) {
      at += referenceKey.size();
      const std::size_t hash = text.find('#', at);
      if (hash == std::string_view::npos) break;
      result.append(text.substr(from, at - from));
      const std::string_view other = text.substr(at, hash - at);
      result += pointerTo(other.empty() ? file : other);
      from = hash + 1;
    }
    result.append(text.substr(from));
    return result;
  }

  std::string pointerTo(std::string_view file) {
    if (file == root_) return "#";
    if (std::ranges::find(needed_, file) == needed_.end()) needed_.push_back(file);
    return "#/x-files/" + std::string(file);
  }

  std::string_view root_;
  std::vector<std::string_view> needed_;  // views of embedded texts, which live as long as the program
};

}  // namespace

std::string bundle(std::string_view file) {
  return textOf(file).empty() ? std::string() : Bundler(file).make();
}

}  // namespace footplate::schema
