#include "planner/requirements_file.h"

#include <optional>

#include "base/path.h"
#include "base/strings.h"
#include "base/uri.h"

namespace footplate::planner {

namespace {

constexpr int deepestInclude = 8;
constexpr int mostIncludes = 1000;

// A comment begins the line or follows a blank.
std::string_view withoutComment(std::string_view text) {
  if (text.starts_with('#')) return {};
  for (const std::string_view mark : {" #", "\t#"}) text = trim(text.substr(0, text.find(mark)));
  return text;
}

bool isAddress(std::string_view text) {
  return text.find("://") != std::string_view::npos;
}

// "-r x", "-rx", "--requirement=x": x; nothing for another line.
std::optional<std::string> valueOf(std::string_view text, std::string_view brief, std::string_view full) {
  for (const std::string_view option : {full, brief}) {
    if (!text.starts_with(option)) continue;
    std::string_view rest = text.substr(option.size());
    const bool apart = rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with('=');
    if (!apart && (option == full || rest.empty())) continue;
    if (apart) rest.remove_prefix(1);
    rest = trim(rest);
    if (!rest.empty() && (rest.front() == '"' || rest.front() == '\''))
      rest = rest.substr(1, rest.size() - 2);
    return std::string(rest);
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const ide::Workspace& workspace, runner::EnvironmentSpec& spec)
      : workspace_(workspace), spec_(spec) {}

  Result<void> line(std::string_view text, const std::string& folder, bool limits, int depth) {
    text = withoutComment(trim(text));
    if (text.empty()) return {};
    if (const auto path = valueOf(text, "-r", "--requirement")) {
      if (isAddress(*path)) return keep("--requirement " + path->substr(0, path->find(' ')), limits);
      return file(joinPath(folder, *path), limits, depth + 1);
    }
    if (const auto path = valueOf(text, "-c", "--constraint")) {
      if (isAddress(*path)) return keep(text, limits);
      return file(joinPath(folder, *path), true, depth + 1);
    }
    return keep(absolute(text, folder), limits);
  }

 private:
  Result<void> file(const std::string& path, bool limits, int depth) {
    if (depth > deepestInclude || ++included_ > mostIncludes)
      return fail(ErrorCode::invalid, "reading " + path + ": requirement files include each other");
    const auto text = workspace_.read(path);
    if (!text) return fail(ErrorCode::notFound, "reading the requirements " + path + ": no such file");
    std::string whole;
    for (const std::string& part : split(*text, '\n')) {
      std::string_view piece = part;
      while (piece.ends_with('\r')) piece.remove_suffix(1);
      const bool continued = piece.ends_with('\\');
      if (continued) piece.remove_suffix(1);
      whole += piece;
      if (continued) continue;
      if (auto read = line(whole, parentPath(path), limits, depth); !read) return read;
      whole.clear();
    }
    return whole.empty() ? Result<void>() : line(whole, parentPath(path), limits, depth);
  }

  // Packages of the project: "./lib", "-e ../lib[extra]", "wheels/a.whl", "--find-links wheels".
  std::string absolute(std::string_view text, const std::string& folder) const {
    for (const auto& [brief, full] : {std::pair<std::string_view, std::string_view>{"-e", "--editable"},
                                      std::pair<std::string_view, std::string_view>{"-f", "--find-links"}}) {
      const auto value = valueOf(text, brief, full);
      if (value) return std::string(full) + " " + (isAddress(*value) ? *value : joinPath(folder, *value));
    }
    const std::string_view path = text.substr(0, text.find_first_of(" ;["));
    const bool isPath = path.starts_with('.') ||
                        (path.find('/') != std::string_view::npos && !isAddress(path)) ||
                        path.ends_with(".whl") || path.ends_with(".tar.gz");
    if (!isPath || text.find(" @ ") != std::string_view::npos || !uriScheme(path).empty())
      return std::string(text);
    const std::string target = joinPath(folder, path);
    return workspace_.exists(target) ? target + std::string(text.substr(path.size())) : std::string(text);
  }

  Result<void> keep(std::string_view text, bool limits) {
    (limits ? spec_.constraints : spec_.pip).emplace_back(text);
    return {};
  }

  const ide::Workspace& workspace_;
  runner::EnvironmentSpec& spec_;
  int included_ = 0;  // files that were read
};

}  // namespace

std::string includedFile(std::string_view line) {
  line = withoutComment(trim(line));
  for (const auto& [brief, full] :
       {std::pair<std::string_view, std::string_view>{"-r", "--requirement"}, {"-c", "--constraint"}}) {
    const auto path = valueOf(line, brief, full);
    if (path) return isAddress(*path) ? std::string() : *path;
  }
  return {};
}

Result<void> addRequirement(std::string_view line, const std::string& folder, const ide::Workspace& workspace,
                            runner::EnvironmentSpec& spec) {
  return Reader(workspace, spec).line(line, folder, false, 0);
}

}  // namespace footplate::planner
