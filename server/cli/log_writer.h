// The streams of a log on one output: prefixes and colours for people, one JSON object a line with --json.
// Memory stays bounded whatever the lines are.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "cli/words.h"

namespace footplate::cli {

class LogWriter {
 public:
  LogWriter(int descriptor, bool asJson, const Style& style)
      : descriptor_(descriptor), asJson_(asJson), style_(style) {}

  // false when the output is closed.
  bool write(std::string_view stream, std::string_view bytes);
  // What is left of lines without an end.
  bool finish();

 private:
  bool writeText(std::string_view stream, std::string_view bytes);
  bool writeLines(std::string_view stream, std::string_view bytes);
  bool writeLine(std::string_view stream, std::string_view line, bool goesOn);

  int descriptor_;
  bool asJson_;
  Style style_;
  bool midLine_ = false;                      // the run's own log stands within a line
  std::map<std::string, std::string> rests_;  // by stream, with --json
};

}  // namespace footplate::cli
