"""cmake/startup.order, which the linker follows, names functions that are in the program."""
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = Path(os.environ.get("FOOTPLATE_BIN", ROOT / "build" / "footplate"))


def test_most_names_are_still_in_the_program():
    cache = PROGRAM.parent / "CMakeCache.txt"
    if not cache.is_file() or "CMAKE_BUILD_TYPE:STRING=Release" not in cache.read_text():
        pytest.skip("the names are those of a release build, whose functions are inlined into each other")
    listed = subprocess.run(["nm", "--defined-only", "--format=posix", PROGRAM], check=True, capture_output=True, text=True).stdout
    functions = {line.split()[0]: int(line.split()[2], 16) for line in listed.splitlines() if line.split()[1] in "tTwW"}
    named = (ROOT / "cmake" / "startup.order").read_text().split()
    found = [name for name in named if name in functions]
    assert len(found) > 0.8 * len(named), "many functions of cmake/startup.order are gone: run `./dev order` and commit what it wrote"
    # The first of them, which opening a document needs, lie side by side.
    first = [functions[name] for name in found[:500]]
    code = max(functions.values()) - min(functions.values())
    assert sorted(first)[450] - min(first) < code / 10, "the linker does not follow cmake/startup.order"
