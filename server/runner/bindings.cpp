#include "runner/bindings.h"

#include <cstdlib>

#include "base/strings.h"

namespace footplate::runner {
namespace {

constexpr std::string_view open = "${{";
constexpr std::string_view close = "}}";

const std::string* lookUp(std::string_view path, const BindingValues& values) {
  auto in = [&](std::string_view prefix,
                const std::map<std::string, std::string>& table) -> const std::string* {
    if (!path.starts_with(prefix)) return nullptr;
    std::string name(path.substr(prefix.size()));
    // "inputs.x.path" is what some files write for the place of a data input.
    if (!table.contains(name) && name.ends_with(".path")) name.resize(name.size() - 5);
    auto found = table.find(name);
    return found == table.end() ? nullptr : &found->second;
  };
  if (path.starts_with("parent.")) path.remove_prefix(7);
  if (const std::string* value = in("inputs.", values.inputs)) return value;
  return in("outputs.", values.outputs);
}

Result<std::string> resolvePlain(std::string_view text, const BindingValues& values) {
  std::string result;
  while (true) {
    std::size_t begin = text.find(open);
    if (begin == text.npos) return result.append(text);
    std::size_t end = text.find(close, begin);
    if (end == text.npos) {
      return fail(ErrorCode::invalid, "the command has a ${{ without its }}; close it");
    }
    result.append(text.substr(0, begin));
    std::string_view path = trim(text.substr(begin + open.size(), end - begin - open.size()));
    const std::string* value = lookUp(path, values);
    if (!value) {
      return fail(ErrorCode::invalid,
                  "the command uses ${{" + std::string(path) + "}}, which the job does not define");
    }
    result.append(*value);
    text.remove_prefix(end + close.size());
  }
}

bool namesOnlyKnown(std::string_view part, const BindingValues& values) {
  return resolvePlain(part, values).has_value();
}

}  // namespace

Result<std::string> resolveBindings(std::string_view text, const BindingValues& values) {
  std::string kept;
  while (true) {
    std::size_t begin = text.find("$[[");
    std::size_t end = begin == text.npos ? text.npos : text.find("]]", begin);
    if (end == text.npos) {
      kept.append(text);
      return resolvePlain(kept, values);
    }
    kept.append(text.substr(0, begin));
    std::string_view part = text.substr(begin + 3, end - begin - 3);
    if (namesOnlyKnown(part, values)) kept.append(part);
    text.remove_prefix(end + 2);
  }
}

Result<std::string> resolveSecrets(std::string_view text) {
  std::string result;
  while (true) {
    std::size_t begin = text.find("${env:");
    std::size_t end = begin == text.npos ? text.npos : text.find('}', begin);
    if (end == text.npos) return result.append(text);
    result.append(text.substr(0, begin));
    std::string name(text.substr(begin + 6, end - begin - 6));
    const char* value = std::getenv(name.c_str());
    if (!value) {
      return fail(ErrorCode::invalid,
                  "the job wants the variable " + name + " of your environment, which is not set");
    }
    result.append(value);
    text.remove_prefix(end + 1);
  }
}

}  // namespace footplate::runner
