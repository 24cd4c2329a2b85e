#include "base/path.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace footplate {

namespace fsys = std::filesystem;

bool isAbsolutePath(std::string_view path) {
  return path.starts_with('/');
}

// The standard library's lexically_normal() does the same at many times the cost, and this is asked of every
// path of a document at every keystroke.
std::string normalizePath(std::string_view path) {
  const bool absolute = isAbsolutePath(path);
  std::string normal;
  normal.reserve(path.size());
  if (absolute) normal = '/';
  std::size_t floor = normal.size();  // what ".." cannot take away: "/" or leading "../"
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view step = path.substr(at, end - at);
    at = end + 1;
    if (step.empty() || step == ".") continue;
    if (step != ".." || (normal.size() == floor && !absolute)) {
      if (normal.size() > 0 && normal.back() != '/') normal += '/';
      normal += step;
      if (step == "..") floor = normal.size();
    } else if (normal.size() > floor) {
      const std::size_t slash = normal.rfind('/');
      normal.resize(slash == std::string::npos ? 0 : std::max(slash, floor));
    }
  }
  return normal.empty() && !path.empty() ? "." : normal;
}

std::string joinPath(std::string_view folder, std::string_view path) {
  if (path == "~" || path.starts_with("~/")) {
    const char* home = std::getenv("HOME");
    if (home && *home) return normalizePath(std::string(home) + "/" + std::string(path.substr(1)));
  }
  if (isAbsolutePath(path) || folder.empty()) return normalizePath(path);
  return normalizePath(std::string(folder) + "/" + std::string(path));
}

std::string parentPath(std::string_view path) {
  std::size_t end = path.rfind('/');
  if (end == std::string_view::npos) return {};
  while (end > 0 && path[end - 1] == '/') --end;
  return std::string(path.substr(0, end == 0 ? 1 : end));
}

std::string fileName(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string fileStem(std::string_view path) {
  std::string name = fileName(path);
  const std::size_t dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0 && name != "..") name.resize(dot);
  return name;
}

std::string fileExtension(std::string_view path) {
  const std::string name = fileName(path);
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? std::string() : name.substr(dot);
}

bool isInside(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.starts_with('/');
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string relativePath(std::string_view path, std::string_view folder) {
  return fsys::path(path).lexically_relative(fsys::path(folder)).string();
}

std::string currentFolder() {
  std::error_code error;
  return fsys::current_path(error).string();
}

}  // namespace footplate
