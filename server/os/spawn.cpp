// How a child is started: posix_spawn with file actions. A descriptor the child shall have is first copied to
// a high number, so that the moves to 0, 1, 2, 3, … cannot overwrite one another; everything above is closed
// in the child.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <mutex>

#include "base/fs.h"
#include "base/path.h"
#include "base/strings.h"
#include "os/descriptor.h"
#include "os/detached.h"
#include "os/offspring.h"
#include "os/process.h"
#include "os/spawn_actions.h"

extern char** environ;

namespace footplate::os {

namespace {

constexpr int highDescriptor = 100;

std::mutex detachedMutex;
std::vector<pid_t> detached;

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environmentTexts(const Environment& environment) {
  std::vector<std::string> texts;
  texts.reserve(environment.size());
  for (const auto& [name, value] : environment) texts.push_back(name + "=" + value);
  return texts;
}

// posix_spawn's two objects; freed with this.
struct Actions {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  Actions() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
};

Result<Descriptor> openFor(const Stdio& stdio, int target) {
  int flags = O_RDONLY;
  std::string path = stdio.path;
  switch (stdio.kind) {
    case Stdio::Kind::null:
      path = "/dev/null";
      flags = target == 0 ? O_RDONLY : O_WRONLY;
      break;
    case Stdio::Kind::readFile:
      break;
    case Stdio::Kind::appendFile:
      flags = O_WRONLY | O_CREAT | O_APPEND;
      break;
    case Stdio::Kind::inherit:
    case Stdio::Kind::descriptor:
    case Stdio::Kind::sameAsOut:
      break;
  }
  Descriptor file(::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0600));
  if (!file) return fail(ErrorCode::unavailable, "opening " + path + ": " + systemMessage(errno));
  return file;
}

// The sources of 0, 1, 2, 3, … of the child, all at high numbers.
class ChildDescriptors {
 public:
  Result<void> add(int source) {
    Descriptor copy(::fcntl(source, F_DUPFD_CLOEXEC, highDescriptor));
    if (!copy) {
      return fail(ErrorCode::unavailable,
                  "handing descriptor " + std::to_string(source) + " to a child: " + systemMessage(errno));
    }
    copies_.push_back(std::move(copy));
    return {};
  }

  Result<void> add(const Stdio& stdio, int target) {
    switch (stdio.kind) {
      case Stdio::Kind::inherit:
        return add(target);
      case Stdio::Kind::descriptor:
        return add(stdio.fd);
      case Stdio::Kind::sameAsOut:
        return add(copies_.at(1).get());
      default: {
        Result<Descriptor> file = openFor(stdio, target);
        if (!file) return fail(file.error());
        return add(file->get());
      }
    }
  }

  void apply(Actions& actions) const {
    int target = 0;
    for (const Descriptor& copy : copies_)
      posix_spawn_file_actions_adddup2(&actions.files, copy.get(), target++);
    closeFrom(actions.files, target);
  }

 private:
  std::vector<Descriptor> copies_;
};

void setAttributes(Actions& actions, Grouping grouping) {
  int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | closingSpawnFlags;
  if (grouping == Grouping::group) flags |= POSIX_SPAWN_SETPGROUP;
  if (grouping == Grouping::session) flags |= POSIX_SPAWN_SETSID;
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&actions.attributes, &none);
  posix_spawnattr_setsigdefault(&actions.attributes, &all);
  posix_spawnattr_setpgroup(&actions.attributes, 0);
  posix_spawnattr_setflags(&actions.attributes, static_cast<short>(flags));
}

Result<void> checkOptions(const SpawnOptions& options, std::string& program) {
  if (options.argv.empty()) return fail(ErrorCode::internal, "starting a program: no name was given");
  program = options.argv[0];
  if (program.find('/') == std::string::npos) {
    std::string path;
    if (options.environment && options.environment->contains("PATH")) path = options.environment->at("PATH");
    program = findProgram(program, path);
    if (program.empty()) {
      return fail(ErrorCode::notFound, "starting " + options.argv[0] + ": it is not found in PATH");
    }
  }
  // posix_spawn says the same ENOENT for a missing folder as for a missing program.
  if (!options.folder.empty() && !folderExists(options.folder)) {
    return fail(ErrorCode::notFound,
                "starting " + program + ": the folder " + options.folder + " does not exist");
  }
  return {};
}

Error spawnError(const std::string& program, int code) {
  if (code == ENOENT && ::access(program.c_str(), F_OK) == 0) {
    return {ErrorCode::unavailable,
            "starting " + program + ": the interpreter of its first line does not exist"};
  }
  const ErrorCode kind = code == ENOENT ? ErrorCode::notFound : ErrorCode::unavailable;
  return {kind, "starting " + program + ": " + systemMessage(code)};
}

}  // namespace

void leaveDetached(pid_t pid) {
  const std::lock_guard guard(detachedMutex);
  detached.push_back(pid);
}

void collectDetached() {
  const std::lock_guard guard(detachedMutex);
  std::erase_if(detached, [](pid_t pid) {
    siginfo_t info{};
    const bool collected =
        ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG) != 0 || info.si_pid == pid;
    if (collected) forgetChild(pid);
    return collected;
  });
}

Environment currentEnvironment() {
  Environment result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equal = text.find('=');
    if (equal != std::string_view::npos) result.emplace(text.substr(0, equal), text.substr(equal + 1));
  }
  return result;
}

Result<Child> spawn(const SpawnOptions& options) {
  collectDetached();
  std::string program;
  if (auto checked = checkOptions(options, program); !checked) return fail(checked.error());

  ChildDescriptors descriptors;
  const Stdio* stdios[] = {&options.in, &options.out, &options.err};
  for (int target = 0; target < 3; ++target) {
    if (auto added = descriptors.add(*stdios[target], target); !added) return fail(added.error());
  }
  for (const int fd : options.inherit) {
    if (auto added = descriptors.add(fd); !added) return fail(added.error());
  }

  Actions actions;
  setAttributes(actions, options.grouping);
  // The folder first: relative paths of the program are meant from there, as with a shell's cd.
  if (!options.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions.files, options.folder.c_str());
  descriptors.apply(actions);

  std::vector<std::string> arguments = options.argv;
  std::vector<std::string> variables;
  if (options.environment) variables = environmentTexts(*options.environment);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(variables);
  pid_t pid = -1;
  const int code = startChild([&](pid_t& started) {
    const int failed = ::posix_spawn(&started, program.c_str(), &actions.files, &actions.attributes,
                                     argv.data(), options.environment ? envp.data() : environ);
    pid = started;
    return failed;
  });
  if (code != 0) return fail(spawnError(program, code));
  return Child(pid);
}

std::string findProgram(std::string_view name, std::string_view path) {
  if (name.empty()) return {};
  const auto runnable = [](const std::string& file) {
    return fileExists(file) && ::access(file.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string_view::npos)
    return runnable(std::string(name)) ? std::string(name) : std::string();
  const char* ours = ::getenv("PATH");
  if (path.empty()) path = ours != nullptr ? ours : "/usr/local/bin:/usr/bin:/bin";
  for (const std::string& folder : split(path, ':')) {
    const std::string file = (folder.empty() ? std::string(".") : folder) + "/" + std::string(name);
    if (runnable(file)) return file;
  }
  return {};
}

void allowOpenFiles(std::uint64_t count) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace footplate::os
