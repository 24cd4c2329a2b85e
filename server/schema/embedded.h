// The data files of schemas/, put into the binary by the build (cmake/embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace footplate::schema {

// A file below schemas/: its path there ("commandJob.json", "curated/sklearn-1.5.json") and its text.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

// All of them, sorted by path. The texts live as long as the program.
std::span<const EmbeddedFile> embeddedFiles();

}  // namespace footplate::schema
