#include "runner/snapshots/source_walk.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/fs.h"
#include "base/path.h"
#include "runner/snapshots/ignore_rules.h"
#include "runner/snapshots/outer_ignores.h"

namespace footplate::runner {

namespace {

namespace disk = std::filesystem;

// A folder that both it and another include give is one folder; all else needs a place of its own.
class SourceWalk {
 public:
  SourceWalk(const CodeSource& source, CancelToken token, std::vector<LeftOut>* leftOut)
      : token_(std::move(token)), leftOut_(leftOut) {
    if (!source.path.empty()) code_ = normalizePath(joinPath(currentFolder(), source.path));
    for (const std::string& one : source.includes) {
      std::string include = normalizePath(joinPath(currentFolder(), one));
      if (std::ranges::find(includes_, include) == includes_.end()) includes_.push_back(std::move(include));
    }
  }

  Result<WalkedCode> run() {
    if (!code_.empty()) {
      auto files = walkCode(code_, token_, leftOut_, Unsendable::refuse, includes_);
      if (!files) return fail(files.error());
      walked_.files = std::move(*files);
      const bool isFile = fileExists(code_);
      walked_.roots.push_back({code_, isFile ? parentPath(code_) : code_, isFile});
    }
    if (includes_.empty()) return std::move(walked_);
    if (auto read = readRules(); !read) return fail(read.error());
    for (const std::string& include : includes_) {
      if (auto taken = take(include); !taken) return fail(taken.error());
    }
    std::ranges::sort(walked_.files, {}, &WalkedFile::path);
    if (auto clear = checkPlaces(); !clear) return fail(clear.error());
    return std::move(walked_);
  }

 private:
  // Of the file at the root of the code; what lies deeper is about what lies there.
  Result<void> readRules() {
    constexpr std::uint64_t most = UINT64_C(16) << 20;
    const std::string file = code_.empty() || fileExists(code_) ? "" : ignoreFileOf(code_, false);
    if (file.empty()) return {};
    const auto text = readFile(file, most);
    if (!text)
      return fail(text.error().code, "reading the ignore rules of the snapshot: " + text.error().message);
    rules_.add("", *text, file);
    return {};
  }

  Result<void> take(const std::string& include) {
    const std::string name = fileName(include);
    if (name.empty())
      return fail(ErrorCode::invalid,
                  "reading additional_includes: the root folder / cannot be put beside the code");
    if (auto clear = checkCode(include, name); !clear) return clear;
    std::vector<LeftOut> leftOut;
    auto files = walkCode(include, token_, leftOut_ ? &leftOut : nullptr);
    if (!files) return fail(files.error().code, "reading additional_includes: " + files.error().message);
    const bool isFolder = folderExists(include);
    const auto root = static_cast<std::uint32_t>(walked_.roots.size());
    walked_.roots.push_back({include, parentPath(include), !isFolder});
    for (WalkedFile& file : *files) {
      if (isFolder) file.path = name + "/" + file.path;
      file.root = root;
      if (!isIgnored(file.path)) walked_.files.push_back(std::move(file));
    }
    for (LeftOut& one : leftOut) {
      one.path = name + "/" + one.path;
      leftOut_->push_back(std::move(one));
    }
    return {};
  }

  // The service asks whether the name is there, not whether it would be sent.
  Result<void> checkCode(const std::string& include, const std::string& name) const {
    if (code_.empty() || fileExists(code_)) return {};
    const disk::path there = disk::path(code_) / name;
    std::error_code error;
    const auto status = disk::symlink_status(there, error);
    if (!disk::exists(status)) return {};
    if (disk::is_symlink(status) && disk::equivalent(there, include, error)) return {};
    return fail(clash(there, include, name));
  }

  static Error clash(const std::string& one, const std::string& other, const std::string& place) {
    return {ErrorCode::invalid, "reading additional_includes: " + one + " and " + other + " would both be " +
                                    place + " in the code folder; rename one, or leave it out"};
  }

  // The topmost folder that a rule names stands for all in it.
  bool isIgnored(const std::string& path) {
    if (rules_.empty()) return false;
    for (std::size_t slash = path.find('/');; slash = path.find('/', slash + 1)) {
      const std::string part = path.substr(0, slash);
      IgnoreRules::Verdict why = rules_.verdict(part, slash != std::string::npos);
      if (why.ignored) {
        const bool isNew = leftOut_ && (leftOut_->empty() || leftOut_->back().path != part);
        if (isNew)
          leftOut_->push_back(
              {part, slash != std::string::npos, std::move(why.source), why.line, std::move(why.text)});
        return true;
      }
      if (slash == std::string::npos) return false;
    }
  }

  // One path twice, or a file where another include has a folder.
  Result<void> checkPlaces() const {
    const auto& files = walked_.files;
    for (std::size_t at = 0; at + 1 < files.size(); ++at) {
      const std::string& path = files[at].path;
      auto next = files.begin() + static_cast<std::ptrdiff_t>(at) + 1;
      if (next->path != path) {
        const std::string below = path + "/";
        next = std::ranges::lower_bound(next, files.end(), below, {}, &WalkedFile::path);
        if (next == files.end() || !next->path.starts_with(below)) continue;
      }
      return fail(clash(walked_.pathOf(files[at]), walked_.pathOf(*next), path));
    }
    return {};
  }

  CancelToken token_;
  std::vector<LeftOut>* leftOut_;
  std::string code_;
  std::vector<std::string> includes_;
  IgnoreRules rules_;
  WalkedCode walked_;
};

}  // namespace

std::string WalkedCode::pathOf(const WalkedFile& file) const {
  return rootOf(file).folder + "/" + file.path;
}

Result<WalkedCode> walkSource(const CodeSource& source, CancelToken token, std::vector<LeftOut>* leftOut) {
  return SourceWalk(source, std::move(token), leftOut).run();
}

}  // namespace footplate::runner
