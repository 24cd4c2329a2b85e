#include "base/path.h"

#include <cstdlib>
#include <filesystem>

namespace footplate {

namespace fsys = std::filesystem;

bool isAbsolutePath(std::string_view path) {
  return path.starts_with('/');
}

std::string normalizePath(std::string_view path) {
  std::string normal = fsys::path(path).lexically_normal().string();
  while (normal.size() > 1 && normal.back() == '/') normal.pop_back();
  return normal;
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
  return fsys::path(path).parent_path().string();
}

std::string fileName(std::string_view path) {
  return fsys::path(path).filename().string();
}

std::string fileStem(std::string_view path) {
  return fsys::path(path).stem().string();
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
