"""The crash test in short; crash.py itself is a command for the long one (200 runs, 500 kills)."""
import os
import pathlib

import pytest

from crash import ROOT, Crash

PROGRAM = os.environ.get("FOOTPLATE_BIN") or str(ROOT / "build" / "footplate")

pytestmark = pytest.mark.skipif(not os.path.exists(PROGRAM), reason=f"{PROGRAM} is not built")


@pytest.mark.parametrize("jobs, runs, kills", [("simple", 24, 50), ("composed", 12, 25)])
def test_random_kills_lose_no_run_and_tell_no_lie(tmp_path, jobs, runs, kills):
    crash = Crash(os.path.abspath(PROGRAM), pathlib.Path(tmp_path) / "project", runs, kills, seed=os.getpid(), jobs=jobs)
    seconds = crash.go()
    assert not crash.complaints, crash.report(seconds)
    assert sum(crash.killed.values()) == kills
