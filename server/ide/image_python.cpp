#include "ide/image_python.h"

#include "ide/curated.h"

namespace footplate::ide {
namespace {

constexpr std::size_t none = std::string_view::npos;

// "python:3.10" whole, else "python3.10" and "python-3.10" anywhere in the last name.
std::string ofLastName(std::string_view name) {
  constexpr std::string_view word = "python";
  if (name.starts_with("python:")) return pythonVersion(name.substr(word.size() + 1));
  for (std::size_t at = name.find(word); at != none; at = name.find(word, at + 1)) {
    std::string_view rest = name.substr(at + word.size());
    if (rest.starts_with('-')) rest.remove_prefix(1);
    if (rest.starts_with("3.")) return pythonVersion(rest);
  }
  return {};
}

}  // namespace

std::string pythonVersion(std::string_view text) {
  const auto digits = [&](std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return text.substr(from, end - from);
  };
  const std::string_view first = digits(0);
  if (first == "3" && text.substr(1, 1) == ".") {
    const std::string_view minor = digits(2);
    return minor.empty() ? "" : "3." + std::string(minor);
  }
  return first.size() > 1 && first[0] == '3' ? "3." + std::string(first.substr(1)) : "";
}

std::string pythonOfImage(std::string_view image) {
  constexpr std::string_view curated = "/azureml/curated/";
  if (const std::size_t at = image.find(curated); at != none) {
    const std::string_view rest = image.substr(at + curated.size());
    const CuratedEnvironment* found = findCurated("azureml:" + std::string(rest.substr(0, rest.find(':'))));
    if (found != nullptr) return found->python;
  }
  if (const std::size_t at = image.find("-py3"); at != none) return pythonVersion(image.substr(at + 3));
  const std::size_t slash = image.rfind('/');
  return ofLastName(slash == none ? image : image.substr(slash + 1));
}

}  // namespace footplate::ide
