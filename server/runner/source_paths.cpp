#include "runner/source_paths.h"

#include <algorithm>

#include "base/fs.h"
#include "base/path.h"
#include "runner/run_plan.h"
#include "runner/supervisor_note.h"

namespace footplate::runner {

SourcePaths::SourcePaths(const std::string& work, const CodeSource& code, const store::RunFolder& run)
    : work_(work),
      source_(code.path.empty() || folderExists(code.path) ? code.path : parentPath(code.path)),
      inside_{{"/outputs", run.outputs()}, {"/logs", run.logs()}} {
  for (const std::string& include : code.includes) inside_.emplace_back("/" + fileName(include), include);
  for (const auto& [below, folder] : inside_) longest_ = std::max(longest_, below.size());
}

SourcePaths SourcePaths::ofRun(const store::RunFolder& run) {
  const auto note = readNote(run);
  const auto text = readFile(run.plan());
  const auto plan = text ? planFromJson(*text) : fail(text.error());
  if (!note || note->work.empty() || !plan) return {};
  return SourcePaths(note->work + "/code", codeOf(*plan), run);
}

std::pair<std::string, std::size_t> SourcePaths::replacement(std::string_view text) const {
  const std::string_view rest = text.substr(work_.size());
  for (const auto& [below, folder] : inside_) {
    const bool whole = rest.starts_with(below) && (rest.size() == below.size() || rest[below.size()] == '/');
    if (whole) return {folder, work_.size() + below.size()};
  }
  return {source_.empty() ? work_ : source_, work_.size()};
}

std::string SourcePaths::map(std::string_view path) const {
  if (empty() || !path.starts_with(work_)) return std::string(path);
  const auto [folder, length] = replacement(path);
  return folder + std::string(path.substr(length));
}

bool SourcePathFilter::pass(std::string_view bytes) {
  if (paths_.empty()) return sink_(bytes);
  if (held_.empty()) return give(bytes, false);
  const std::string text = std::exchange(held_, {}) + std::string(bytes);
  return give(text, false);
}

bool SourcePathFilter::flush() {
  if (held_.empty()) return true;
  const std::string text = std::exchange(held_, {});
  return give(text, true);
}

// What comes whole goes on whole: the sink may put a name before each piece.
bool SourcePathFilter::give(std::string_view text, bool last) {
  const std::size_t ahead = paths_.longest_ + 1;  // "/outputs/": what decides between two replacements
  const std::string& work = paths_.work_;
  std::string mapped;  // of the text so far, where anything was replaced
  const auto pass = [&](std::string_view rest) {
    const bool nothing = mapped.empty() && rest.empty();
    return nothing || sink_(mapped.empty() ? rest : std::string_view(mapped.append(rest)));
  };
  while (true) {
    const std::size_t at = text.find(work);
    if (at == std::string_view::npos) break;
    if (!last && text.size() - at < work.size() + ahead) {
      held_ = text.substr(at);
      return pass(text.substr(0, at));
    }
    const auto [folder, length] = paths_.replacement(text.substr(at));
    mapped.append(text.substr(0, at)).append(folder);
    text.remove_prefix(at + length);
  }
  // The end may be the beginning of a path that is cut in two.
  std::size_t keep = last ? 0 : std::min(work.size() - 1, text.size());
  while (keep > 0 && !std::string_view(work).starts_with(text.substr(text.size() - keep))) --keep;
  held_ = text.substr(text.size() - keep);
  text.remove_suffix(keep);
  return pass(text);
}

}  // namespace footplate::runner
