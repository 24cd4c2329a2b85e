#include "python/arguments.h"

#include <algorithm>
#include <list>
#include <mutex>

#include "python/evaluator.h"

namespace footplate::python {
namespace {

constexpr std::size_t mostKept = 128;
constexpr std::size_t mostKeptBytes = std::size_t{16} << 20;

// One answer, and the files it came from: the script itself and every module that was looked for.
struct Kept {
  std::string key;
  std::vector<std::pair<std::string, std::shared_ptr<const std::string>>> files;
  std::shared_ptr<const Arguments> arguments;
};

bool sameText(const std::shared_ptr<const std::string>& a, const std::shared_ptr<const std::string>& b) {
  return a == b || (a && b && *a == *b);
}

class Answers {
 public:
  // The last answer for a script, whether or not it still holds; copies, so that files are read unlocked.
  std::optional<Kept> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at) {
      if (at->key != key) continue;
      kept_.splice(kept_.begin(), kept_, at);
      return kept_.front();
    }
    return {};
  }

  void keep(Kept one) {
    const std::lock_guard lock(mutex_);
    kept_.remove_if([&](const Kept& other) { return other.key == one.key; });
    kept_.push_front(std::move(one));
    std::size_t bytes = 0;
    std::size_t count = 0;
    kept_.remove_if([&](const Kept& other) {
      bytes += bytesOf(other);
      return ++count > mostKept || bytes > mostKeptBytes;
    });
  }

 private:
  static std::size_t bytesOf(const Kept& one) {
    std::size_t bytes = 0;
    for (const auto& [path, text] : one.files) bytes += path.size() + (text ? text->size() : 0);
    return bytes;
  }

  std::mutex mutex_;
  std::list<Kept> kept_;  // the latest used first
};

Answers& answers() {
  static Answers all;
  return all;
}

std::string keyOf(const Script& script) {
  std::string key = script.path + '\n' + script.importsFrom + '\n' + script.root;
  for (const std::string& name : script.called) key += '\n' + name;
  return key;
}

}  // namespace

const std::string& Argument::title() const {
  if (flags.empty()) return name;
  return *std::ranges::max_element(
      flags, {}, [](const std::string& flag) { return flag.starts_with("--no-") ? 0 : flag.size(); });
}

const Argument* Arguments::find(std::string_view flag) const {
  const Argument* near = nullptr;
  bool several = false;
  for (const Argument& argument : all) {
    for (const std::string& one : argument.flags) {
      if (one == flag) return &argument;
      if (!abbreviations || flag.size() < 2 || flag == "--" || !one.starts_with(flag)) continue;
      several = several || (near != nullptr && near != &argument);
      near = &argument;
    }
  }
  return several ? nullptr : near;
}

const Command* Arguments::command(std::string_view name) const {
  for (const Command& one : commands) {
    if (std::ranges::find(one.names, name) != one.names.end()) return &one;
  }
  return nullptr;
}

std::shared_ptr<const Arguments> readArguments(const Script& script, const FileReader& read) {
  const std::string key = keyOf(script);
  if (const auto kept = answers().find(key)) {
    const auto same = [&](const auto& file) { return sameText(read(file.first), file.second); };
    if (std::ranges::all_of(kept->files, same)) return kept->arguments;
  }
  Kept made{key, {}, nullptr};
  const FileReader recording = [&](const std::string& path) {
    auto text = read(path);
    made.files.emplace_back(path, text);
    return text;
  };
  made.arguments = Evaluator(script, recording).run();
  auto arguments = made.arguments;
  answers().keep(std::move(made));
  return arguments;
}

}  // namespace footplate::python
