// Annotated documents (tests/features/README.md): a file is cases, a case is a text without its annotations,
// directives, and what must come back at which place.
#pragma once

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "base/text.h"

namespace footplate::test {

struct Annotation {
  std::uint32_t line = 0;   // of the case's text
  std::uint32_t begin = 0;  // columns in characters
  std::uint32_t end = 0;
  std::string words;   // "error schema.enum: must be", "completion: a, b"
  std::string source;  // file:line, for messages

  bool startsWith(std::string_view word) const { return words.rfind(word, 0) == 0; }
  std::string after(std::string_view word) const {
    return std::string(trim(std::string_view(words).substr(word.size())));
  }
};

// A file of the workspace beside the document.
struct FileContent {
  std::string path;
  std::string text;
};

struct FeatureCase {
  std::string title;
  std::string text;
  std::vector<std::string> directives;  // "path job.yml", "crlf"
  std::vector<FileContent> contents;
  std::vector<Annotation> annotations;

  std::vector<std::string> directive(std::string_view name) const {
    std::vector<std::string> values;
    for (const std::string& one : directives) {
      if (one == name) values.emplace_back();
      if (one.size() > name.size() && one.rfind(name, 0) == 0 && one[name.size()] == ' ') {
        values.emplace_back(trim(std::string_view(one).substr(name.size())));
      }
    }
    return values;
  }
  bool has(std::string_view name) const { return !directive(name).empty(); }
};

// The names of a remark: "a, b" (none of them empty).
inline std::vector<std::string> listed(std::string_view words) {
  std::vector<std::string> all;
  for (const std::string& one : split(words, ',')) {
    if (!trim(one).empty()) all.emplace_back(trim(one));
  }
  return all;
}
inline std::set<std::string> setOf(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

// "#   ^^^ words" or "#<^^ words" (from column 0) as an annotation; false for any other line.
inline bool readAnnotation(const std::string& line, Annotation& annotation) {
  const std::size_t hash = line.find_first_not_of(' ');
  if (hash == std::string::npos || line[hash] != '#' || line.size() < hash + 2) return false;
  std::size_t at = hash + 1;
  const bool fromStart = line[at] == '<';
  if (fromStart) {
    ++at;
  } else {
    at = line.find_first_not_of(' ', at);
    if (at == std::string::npos || line[at] != '^') return false;
  }
  annotation.begin = fromStart ? 0 : static_cast<std::uint32_t>(at);
  while (at < line.size() && line[at] == '^') ++at;
  if (at < line.size() && line[at] != ' ') return false;
  // "<" stands for column 0, so such a mark begins one column to the left of what it means.
  annotation.end = static_cast<std::uint32_t>(fromStart ? at - 1 : at);
  annotation.words = std::string(trim(std::string_view(line).substr(at)));
  return true;
}

class FeatureReader {
 public:
  static std::vector<FeatureCase> read(const std::string& path) {
    FeatureReader reader(path);
    std::ifstream file(path, std::ios::binary);
    std::string line;
    while (std::getline(file, line)) reader.take(line);
    reader.endCase();
    return std::move(reader.cases_);
  }

 private:
  explicit FeatureReader(const std::string& path) : name_(path.substr(path.rfind('/') + 1)) {
    current_.title = name_;
  }

  void take(const std::string& line) {
    ++number_;
    Annotation annotation;
    if (line.rfind("#! case", 0) == 0) {
      endCase();
      current_.title = name_ + ": " + std::string(trim(std::string_view(line).substr(7)));
    } else if (line.rfind("#! content ", 0) == 0) {
      current_.contents.push_back({std::string(trim(std::string_view(line).substr(11))), ""});
    } else if (line.rfind("#|", 0) == 0 && !current_.contents.empty()) {
      current_.contents.back().text += line.substr(line.size() > 2 && line[2] == ' ' ? 3 : 2) + '\n';
    } else if (line.rfind("#!", 0) == 0) {
      current_.directives.emplace_back(trim(std::string_view(line).substr(2)));
    } else if (readAnnotation(line, annotation)) {
      annotation.line = lines_ == 0 ? 0 : lines_ - 1;
      annotation.source = name_ + ":" + std::to_string(number_);
      current_.annotations.push_back(annotation);
    } else {
      current_.text += line;
      current_.text += '\n';
      ++lines_;
    }
  }

  void endCase() {
    const bool preamble = current_.title == name_ && trim(current_.text).empty();
    const bool used = !preamble && (!current_.annotations.empty() || !current_.text.empty());
    if (used) {
      if (current_.has("no-final-newline") && !current_.text.empty()) current_.text.pop_back();
      if (current_.has("crlf")) current_.text = replaceAll(current_.text, "\n", "\r\n");
      cases_.push_back(current_);
    }
    // What holds for the first case of a file, before any "case" line, holds for all.
    if (cases_.empty() && !used) {
      common_.directives = current_.directives;
      common_.contents = current_.contents;
    }
    current_ = common_;
    lines_ = 0;
  }

  std::string name_;
  std::uint32_t number_ = 0;
  std::uint32_t lines_ = 0;
  FeatureCase current_;
  FeatureCase common_;
  std::vector<FeatureCase> cases_;
};

}  // namespace footplate::test
