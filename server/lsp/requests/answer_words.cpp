#include "lsp/requests/answer_words.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "ide/l10n/l10n.h"

namespace footplate::lsp {
namespace {

using nlohmann::json;

constexpr std::string_view forPeople[] = {"detail",  "cost",  "reason",  "problem",
                                          "message", "notes", "warnings"};
constexpr std::string_view ofTheUser[] = {"tags",   "params",  "metrics",
                                          "inputs", "outputs", "environment_variables"};

bool isAmong(std::span<const std::string_view> names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

void translateText(Language language, json& value) {
  if (value.is_string()) value = ide::translate(language, value.get_ref<const std::string&>());
  if (value.is_array())
    for (json& one : value) translateText(language, one);
}

}  // namespace

void translateAnswer(Language language, json& answer) {
  if (language == Language::english) return;
  if (answer.is_array())
    for (json& one : answer) translateAnswer(language, one);
  if (!answer.is_object()) return;
  for (auto& [name, value] : answer.items()) {
    const bool isMap = value.is_object() && isAmong(ofTheUser, name);
    if (isAmong(forPeople, name)) translateText(language, value);
    if (!isMap) translateAnswer(language, value);
  }
}

}  // namespace footplate::lsp
