// Paths as text: joining and normalising without touching the disk.
#pragma once

#include <string>
#include <string_view>

namespace footplate {

bool isAbsolutePath(std::string_view path);
// `path` against `folder` unless it is absolute; "." and ".." removed, "~/" expanded from $HOME.
std::string joinPath(std::string_view folder, std::string_view path);
// "." and ".." and doubled slashes removed; no trailing slash but for "/".
std::string normalizePath(std::string_view path);
std::string parentPath(std::string_view path);     // "/a/b.yml" -> "/a", "b.yml" -> ""
std::string fileName(std::string_view path);       // "/a/b.yml" -> "b.yml"
std::string fileStem(std::string_view path);       // "/a/b.yml" -> "b"
std::string fileExtension(std::string_view path);  // "/a/b.yml" -> ".yml", ".runconfig" -> ".runconfig"
// Whether `path` is `folder` or below it; both normalised and absolute.
bool isInside(std::string_view path, std::string_view folder);
// `path` as seen from `folder` ("../x/y.yml"); both normalised and absolute.
std::string relativePath(std::string_view path, std::string_view folder);
std::string currentFolder();

}  // namespace footplate
