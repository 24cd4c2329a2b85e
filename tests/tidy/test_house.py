"""The shape of the house: layers, include cycles, sizes, wrapped libraries, formatting."""
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = ROOT / "server"

# A folder may include itself and those before it (ARCHITECTURE.md); protocol is the faces' word list.
LAYERS = ["base", "os", "rpc", "yaml", "python", "schema", "ide", "store", "runner", "engines", "planner", "commands", "cli", "lsp"]

# Folders of what one system alone has; CMake leaves out those of the others.
SYSTEMS = ["linux", "macos"]

# A library's headers, and the one folder or file that may include them.
WRAPPED = {
    r"yaml-cpp/": ["server/yaml/", "protocol/gen/"],
    r"spdlog/|fmt/": ["server/base/log.cpp"],
    r"boost/": ["server/os/"],
    r"curl/": ["server/os/"],
    r"sqlite3": ["server/store/"],
    r"tree_sitter/": ["server/python/syntax.cpp"],
    r"CLI/": ["server/cli/args.cpp"],
    r"openssl/": ["server/base/hash.cpp"],
    r"nlohmann/json\.hpp": [
        "protocol/", "server/rpc/", "server/lsp/", "server/commands/", "server/cli/", "server/store/", "server/runner/", "server/engines/"],
}

# What only Linux has, outside comments and messages: it belongs into a folder linux/, with its like in macos/ beside it.
LINUX_ONLY = re.compile(
    r"""["']/(proc|sys)/|<linux/|<sys/(eventfd|signalfd|timerfd|inotify|epoll|prctl|statfs|syscall|sysinfo|sendfile|random)\.h>|<(malloc|sched|link|elf)\.h>"""
    r"|\b(pidfd_\w+|inotify_\w+|epoll_\w+|eventfd|signalfd|timerfd_\w+|prctl|unshare|setns|memfd_create|statx|renameat2|copy_file_range"
    r"|FICLONE|sync_file_range|syncfs|getrandom|getdents64|pipe2|accept4|malloc_trim|off64_t|O_TMPFILE|O_PATH|SOCK_CLOEXEC|SOCK_NONBLOCK"
    r"|CLOCK_BOOTTIME|st_[acm]tim|addclosefrom_np)\b"
)
# Files that may name one of them: both have that header; it is behind the one #ifdef; a Python text that does without it elsewhere.
MAY_NAME = {
    "server/base/hash.cpp": "<sys/random.h>",
    "server/base/file_times.h": "st_[acm]tim",
    "server/runner/environments/debug_python.cpp": "/proc/self/cmdline",
}
MACOS_ONLY = re.compile(r"<(mach|mach-o|malloc|uuid)/|<libproc\.h>|<sys/(event|sysctl|proc_info)\.h>|\b(kqueue|kevent|sysctlbyname|renamex_np|_NSGetExecutablePath)\b")

LONGEST_FILE = 500
LONGEST_FUNCTION = 80


def sources(*folders, suffixes=(".h", ".cpp")):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and "generated" not in path.parts and "node_modules" not in path.parts:
                yield path


def includes(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if match:
            yield match.group(1), match.group(2)


def name(path):
    return str(path.relative_to(ROOT))


def test_a_layer_includes_only_layers_before_it():
    wrong = []
    for path in sources("server"):
        parts = path.relative_to(SERVER).parts
        if len(parts) == 1 or parts[0] in SYSTEMS:
            continue  # main.cpp knows everyone
        allowed = LAYERS[: LAYERS.index(parts[0]) + 1]
        for quote, target in includes(path):
            folder = target.split("/")[0]
            if quote == '"' and folder in LAYERS and folder not in allowed:
                wrong.append(f"{name(path)} includes {target}")
            if folder == "protocol" and parts[0] != "lsp":
                wrong.append(f"{name(path)} includes {target}: only lsp/ speaks the protocol")
    assert not wrong, "\n".join(wrong)


def test_cli_and_lsp_do_not_know_each_other_and_no_engine_sees_another():
    wrong = [f"{name(path)} includes {target}" for path in sources("server/lsp") for _, target in includes(path) if target.startswith("cli/")]
    for path in sources("server/engines"):
        own = path.relative_to(SERVER / "engines").parts[0]
        for _, target in includes(path):
            if target.startswith("engines/") and target.split("/")[1] != own:
                wrong.append(f"{name(path)} includes {target}")
    assert not wrong, "\n".join(wrong)


def test_no_two_files_include_each_other():
    graph = {name(path): ["server/" + target for quote, target in includes(path) if quote == '"'] for path in sources("server")}
    # A header that ends with its own inline part includes it on purpose.
    graph["server/yaml/tree.h"] = [t for t in graph.get("server/yaml/tree.h", []) if t != "server/yaml/tree_ranges.h"]
    seen, path = set(), []

    def visit(node):
        if node in path:
            pytest.fail("include cycle: " + " -> ".join(path[path.index(node):] + [node]))
        if node in seen:
            return
        seen.add(node)
        path.append(node)
        for target in graph.get(node, []):
            visit(target)
        path.pop()

    for node in graph:
        visit(node)


def test_third_party_headers_stay_where_they_are_wrapped():
    wrong = []
    for path in sources("server", "protocol"):
        for _, target in includes(path):
            for pattern, homes in WRAPPED.items():
                if re.match(pattern, target) and not any(name(path).startswith(home) for home in homes):
                    wrong.append(f"{name(path)} includes {target}")
            if target == "nlohmann/json.hpp" and path.suffix == ".h" and "protocol" not in path.parts:
                wrong.append(f"{name(path)}: headers take nlohmann/json_fwd.hpp")
    assert not wrong, "\n".join(wrong)


def test_what_one_system_alone_has_stays_in_its_folder():
    wrong = []
    for path in sources("server"):
        for system, pattern in (("linux", LINUX_ONLY), ("macos", MACOS_ONLY)):
            if system in path.parts:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                code = line.split("//")[0]
                match = pattern.search(code)
                if match and not re.search(MAY_NAME.get(name(path), "$^"), code):
                    wrong.append(f"{name(path)}:{number}: {match.group(0)} belongs into a folder {system}/")
    assert not wrong, "\n".join(wrong)


def test_each_system_has_its_half_of_what_they_do_differently():
    halves = {system: {path.relative_to(ROOT).as_posix().replace(f"/{system}/", "/*/") for path in sources("server") if system in path.parts} for system in SYSTEMS}
    alone = {"server/*/unwind_lookup.cpp"}  # of glibc
    assert halves["linux"] - alone == halves["macos"]


def test_stdout_belongs_to_the_faces():
    pattern = re.compile(r"std::cout|\bprintf\(|\bputs\(|\bSTDOUT_FILENO\b")
    wrong = [
        f"{name(path)}:{number}"
        for path in sources("server")
        if not name(path).startswith(("server/cli/", "server/lsp/", "server/rpc/", "server/os/"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line) and "snprintf" not in line
    ]
    assert not wrong, "\n".join(wrong)


def test_files_are_small():
    suffixes = (".h", ".cpp", ".ts", ".py", ".mjs", ".sh")
    long = [
        f"{name(path)}: {count} lines"
        for path in sources("server", "protocol", "extension/src", "extension/test", "tests", suffixes=suffixes)
        if (count := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    ]
    assert not long, "\n".join(long)


def test_functions_are_small():
    """By the formatter's shape: a body opens at the end of a line and closes at the same indent."""
    long = []
    for path in sources("server", "protocol"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for start, line in enumerate(lines):
            opens = re.match(r"( *)[^ #/}].*\) (const |noexcept |override |final )*\{$", line)
            if not opens or re.match(r" *(if|for|while|switch|else|do)\b", line):
                continue
            indent = len(opens.group(1))
            closing = (i for i in range(start + 1, len(lines)) if re.match(r" {0,%d}\}" % indent, lines[i]))
            end = next(closing, start)
            if end - start > LONGEST_FUNCTION:
                long.append(f"{name(path)}:{start + 1}: {end - start} lines")
    assert not long, "\n".join(long)


def test_nothing_is_left_half_done():
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    wrong = [
        f"{name(path)}:{number}"
        for path in sources("server", "protocol", "extension/src", "schemas", suffixes=(".h", ".cpp", ".ts", ".json", ".yaml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(not shutil.which("clang-format-19"), reason="clang-format-19 is not installed")
def test_formatting():
    files = [str(path) for path in sources("server", "protocol", "tests")]
    done = subprocess.run(["clang-format-19", "--dry-run", "--Werror", *files], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
