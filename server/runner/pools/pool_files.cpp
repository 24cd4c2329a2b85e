#include "runner/pools/pool_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/fs.h"
#include "base/path.h"
#include "os/identity.h"
#include "os/machine.h"

namespace footplate::runner {

using nlohmann::json;

namespace {

constexpr int lockTries = 20;
constexpr std::uint64_t largestRecord = 64 * 1024;

std::string ticketName(TimeMs created, const std::string& run) {
  char number[32];
  std::snprintf(number, sizeof number, "%015lld-", static_cast<long long>(created));
  return number + run;
}

// Whole or not at all, but not synced: after a restart of the machine no node is left.
void replaceFile(const std::string& path, const std::string& text) {
  const std::string temporary = path + "." + std::to_string(::getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "we");
  bool good = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file) good = std::fclose(file) == 0 && good;
  if (!good || ::rename(temporary.c_str(), path.c_str()) != 0) ::unlink(temporary.c_str());
}

// By a clock that nobody sets: a node's idle time neither ends early nor late where the machine's is
// corrected.
constexpr const char* sinceStart = "since_start";

TimeMs sinceOf(const json& record) {
  const auto began = record.find(sinceStart);
  if (began == record.end() || !began->is_number()) return record.value("since", TimeMs{0});
  return nowMs() - (os::sinceStartMs() - began->get<std::int64_t>());
}

std::optional<int> numberOf(const std::string& name) {
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size() || number < 0) return std::nullopt;
  return number;
}

// "000001764000000-brave-otter-1" with what the ticket says of it.
Waiting waitingOf(const std::string& name, const std::string& path) {
  Waiting made;
  made.created = std::strtoll(name.c_str(), nullptr, 10);
  made.run = name.substr(std::min(name.find('-') + 1, name.size()));
  if (const auto text = readFile(path, largestRecord); text && !text->empty())
    made.nodes = std::max(1, std::atoi(text->c_str()));
  return made;
}

}  // namespace

Result<os::LockFile> lockPatiently(const std::string& path) {
  Result<os::LockFile> lock = os::LockFile::tryLock(path);
  for (int each = 1; each < lockTries && !lock && lock.error().code == ErrorCode::conflict; ++each) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    lock = os::LockFile::tryLock(path);
  }
  return lock;
}

Result<void> PoolFiles::make() const {
  for (const std::string& each : {tickets(), nodes(), parentPath(lock_)}) {
    if (auto made = makeFolder(each); !made) return made;
  }
  return {};
}

std::vector<Waiting> PoolFiles::waiting() const {
  std::vector<Waiting> living;
  for (const std::string& name : listFolder(tickets()).value_or(std::vector<std::string>())) {
    const std::string path = tickets() + "/" + name;
    if (os::isLocked(path)) {
      living.push_back(waitingOf(name, path));
    } else {
      ::unlink(path.c_str());
    }
  }
  return living;
}

Result<os::LockFile> PoolFiles::enter(const NodeWish& wish) const {
  auto ticket = lockPatiently(tickets() + "/" + ticketName(wish.created, wish.run));
  if (!ticket) return ticket;
  const std::string text = std::to_string(wish.nodes);
  static_cast<void>(writeAll(ticket->fd(), text));
  return ticket;
}

std::string PoolFiles::ticketBefore(const NodeWish& wish) const {
  const std::string mine = ticketName(wish.created, wish.run);
  const auto names = listFolder(tickets());
  if (!names) return {};
  for (auto name = names->rbegin(); name != names->rend(); ++name) {
    if (*name >= mine) continue;
    const std::string path = tickets() + "/" + *name;
    if (os::isLocked(path)) return path;
    ::unlink(path.c_str());
  }
  return {};
}

std::size_t PoolFiles::countBefore(const NodeWish& wish) const {
  const std::string mine = ticketName(wish.created, wish.run);
  const auto names = listFolder(tickets()).value_or(std::vector<std::string>());
  return static_cast<std::size_t>(
      std::ranges::count_if(names, [&](const std::string& name) { return name < mine; }));
}

std::optional<Node> PoolFiles::readNode(int index) const {
  const auto text = readFile(node(index) + ".json", largestRecord);
  const json record = text ? json::parse(*text, nullptr, false) : json();
  if (!record.is_object() || record.value("boot", "") != os::thisPlace().bootId) return std::nullopt;
  Node read;
  read.index = index;
  read.name = fileName(folder_) + "-" + std::to_string(index);
  read.made = record.value("made", TimeMs{0});
  read.run = record.value("run", "");
  read.since = sinceOf(record);
  read.gpus = record.value("gpus", std::vector<int>());
  return read;
}

void PoolFiles::writeNode(const Node& node) const {
  const json record{{"boot", os::thisPlace().bootId},
                    {"made", node.made},
                    {"run", node.run},
                    {"since", node.since},
                    {sinceStart, os::sinceStartMs() - (nowMs() - node.since)},
                    {"gpus", node.gpus}};
  replaceFile(this->node(node.index) + ".json", record.dump());
}

void PoolFiles::removeNode(int index) const {
  ::unlink((node(index) + ".json").c_str());
  ::unlink(node(index).c_str());
}

std::vector<Node> PoolFiles::readNodes() const {
  std::vector<int> indexes;
  for (const std::string& name : listFolder(nodes()).value_or(std::vector<std::string>())) {
    const bool record = name.ends_with(".json");
    if (const auto index = numberOf(record ? name.substr(0, name.size() - 5) : name))
      indexes.push_back(*index);
  }
  std::ranges::sort(indexes);
  indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
  std::vector<Node> found;
  for (const int index : indexes) {
    auto record = readNode(index);
    const bool busy = os::isLocked(node(index));
    if (!record && !busy) {
      removeNode(index);  // of another start of the machine
      continue;
    }
    if (!record) record = Node{index, fileName(folder_) + "-" + std::to_string(index), 0, "?", 0, {}, {}};
    if (!busy && !record->run.empty()) {
      // Its run ended without a word: idle from the moment this was seen.
      record->run.clear();
      record->since = nowMs();
      writeNode(*record);
    }
    found.push_back(std::move(*record));
  }
  return found;
}

}  // namespace footplate::runner
