"""The program in the package needs nothing but the C library: it is unpacked and run in a root folder that has no more.

FOOTPLATE_VSIX names the package; else the newest of build/.
"""

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}
NEWEST_GLIBC = (2, 34)

GOOD_JOB = """\
$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
type: command
command: echo "$GREETING"
environment:
  image: library/python:latest
environment_variables:
  GREETING: hello
"""


def package() -> Path:
    named = os.environ.get("FOOTPLATE_VSIX")
    found = [Path(named)] if named else sorted((ROOT / "build").glob("footplate-linux-x64-*.vsix"), key=os.path.getmtime)
    if not found:
        pytest.skip("no package in build/: ./dev package makes one")
    return found[-1]


@pytest.fixture(scope="module")
def binary(tmp_path_factory) -> Path:
    with zipfile.ZipFile(package()) as archive:
        member = archive.getinfo("extension/bin/footplate")
        target = tmp_path_factory.mktemp("package") / "footplate"
        target.write_bytes(archive.read(member))
        assert (member.external_attr >> 16) & 0o111, "the packaged program has lost its right to be run"
    target.chmod(0o755)
    return target


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_only_the_c_library_is_linked(binary):
    needed = set(re.findall(r"NEEDED.*\[(.+)\]", output("readelf", "-d", str(binary))))
    assert needed <= ALLOWED, f"also needs {sorted(needed - ALLOWED)}"


def test_no_symbol_is_newer_than_the_oldest_c_library_we_serve(binary):
    versions: dict[tuple[int, ...], list[str]] = {}
    for line in output("objdump", "-T", str(binary)).splitlines():
        found = re.search(r"GLIBC_([\d.]+)\)?\s+(\S+)$", line)
        if found:
            versions.setdefault(tuple(map(int, found[1].split("."))), []).append(found[2])
    newest = max(versions)
    print(f"newest C library symbol: GLIBC_{'.'.join(map(str, newest))} ({', '.join(versions[newest])})")
    assert newest <= NEWEST_GLIBC, f"{versions[newest]} need GLIBC {newest}"


def test_the_program_is_stripped(binary):
    assert ".symtab" not in output("readelf", "-S", "-W", str(binary))


def bare_root(folder: Path, binary: Path) -> Path:
    """A root folder with the program, its loader and the C library."""
    shutil.copy(binary, folder / "footplate")
    for name in ALLOWED:
        for place in ("lib/x86_64-linux-gnu", "lib64"):
            (folder / place).mkdir(parents=True, exist_ok=True)
            shutil.copy(Path("/lib/x86_64-linux-gnu") / name, folder / place / name)
    return folder


def run_bare(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    enter = [] if os.geteuid() == 0 else ["unshare", "--map-root-user"]
    command = [*enter, "/usr/sbin/chroot", str(root), "/footplate", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={}, timeout=60, stdin=subprocess.DEVNULL)


def test_a_job_is_checked_in_a_root_without_anything_of_ours(binary, tmp_path):
    root = bare_root(tmp_path, binary)
    (root / "good.yml").write_text(GOOD_JOB)
    (root / "bad.yml").write_text(GOOD_JOB.replace("command: echo", "comand: echo"))

    good = run_bare(root, "validate", "--json", "/good.yml")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout)["files"][0]["kind"] == "commandJob"

    bad = run_bare(root, "validate", "--json", "/bad.yml")
    assert bad.returncode == 1
    messages = [found["message"] for found in json.loads(bad.stdout)["files"][0]["diagnostics"]]
    assert any("comand" in message for message in messages), messages


def test_the_server_answers_in_a_root_without_anything_of_ours(binary, tmp_path):
    root = bare_root(tmp_path, binary)
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"jsonrpc": "2.0", "method": "initialized", "params": {}},
        {"jsonrpc": "2.0", "id": 2, "method": "shutdown"},
        {"jsonrpc": "2.0", "method": "exit"},
    ]
    frames = "".join(f"Content-Length: {len(text)}\r\n\r\n{text}" for text in map(json.dumps, messages))
    enter = [] if os.geteuid() == 0 else ["unshare", "--map-root-user"]
    command = [*enter, "/usr/sbin/chroot", str(root), "/footplate", "lsp", "--stdio"]
    done = subprocess.run(command, input=frames, capture_output=True, text=True, env={}, timeout=60)
    assert done.returncode == 0, done.stderr
    assert '"capabilities"' in done.stdout
