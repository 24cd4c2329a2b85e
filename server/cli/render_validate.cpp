#include "cli/render_validate.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "cli/words.h"

namespace footplate::cli {

using nlohmann::json;

namespace {

const char* severityColor(const std::string& severity) {
  if (severity == "error") return "31";
  return severity == "warning" ? "33" : "36";
}

// The words of a result in one language.
class Words {
 public:
  Words(bool color, Language language) : color_(color), language_(language) {}

  std::string say(std::string_view text) const { return printable(ide::translate(language_, text)); }
  std::string count(std::size_t number, const char* word) const {
    return say(std::to_string(number) + " " + word + (number == 1 ? "" : "s"));
  }
  std::string painted(std::string_view text, const char* code) const {
    if (!color_) return say(text);
    return std::string("\033[") + code + "m" + say(text) + "\033[0m";
  }
  std::string joined(const std::vector<std::string>& parts) const {
    return join(parts, language_ == Language::english ? ", " : "，") + "\n";
  }

 private:
  bool color_;
  Language language_;
};

std::string line(const json& file, const json& issue, const std::string& verdict, const Words& words) {
  const json& start = issue.at("range").at("start");
  return printable(file.at("path").get<std::string>()) + ":" +
         std::to_string(start.at("line").get<int>() + 1) + ":" +
         std::to_string(start.at("character").get<int>() + 1) + ": " + verdict + " " +
         issue.at("code").get<std::string>() + ": " + words.say(issue.at("message").get<std::string>());
}

}  // namespace

std::string renderValidate(const json& result, bool color, Language language) {
  const Words words(color, language);
  std::string text;
  std::size_t errors = 0;
  std::size_t others = 0;
  std::size_t repairs = 0;
  std::size_t unshown = 0;
  bool planned = false;
  for (const json& file : result.at("files")) {
    const bool plan = file.contains("diff");
    planned |= plan;
    for (const json& repair : file.value("fixed", json::array())) {
      text += line(file, repair, words.painted(plan ? "would fix" : "fixed", "32"), words) + " (" +
              words.say(repair.at("title").get<std::string>()) + ")\n";
      ++repairs;
    }
    for (const json& issue : file.at("diagnostics")) {
      const std::string severity = issue.at("severity");
      ++(severity == "error" ? errors : others);
      text += line(file, issue, words.painted(severity, severityColor(severity)), words) + "\n";
    }
    if (const std::size_t more = file.value("unshown", std::size_t{0}); more > 0) {
      text += printable(file.at("path").get<std::string>()) + ": " +
              words.say(std::to_string(more) + " more problems are not shown") + "\n";
      unshown += more;
    }
  }
  std::vector<std::string> summary{words.count(result.at("files").size(), "file")};
  if (repairs > 0) summary.push_back(words.say(std::to_string(repairs) + (planned ? " to fix" : " fixed")));
  if (errors + others > 0) {
    summary.push_back(words.count(errors, "error"));
    if (others > 0) summary.push_back(words.count(others, "remark"));
    if (unshown > 0) summary.push_back(words.say(std::to_string(unshown) + " not shown"));
  } else if (!planned || repairs == 0) {
    summary.push_back(words.say("nothing to say"));
  }
  return text + words.joined(summary);
}

std::string productOfValidate(const json& result) {
  std::string text;
  for (const json& file : result.at("files")) {
    text += file.value("diff", std::string());
    text += file.value("text", std::string());
  }
  return text;
}

}  // namespace footplate::cli
