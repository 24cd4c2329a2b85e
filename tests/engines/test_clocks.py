"""Clocks that are wrong, are set, or count from elsewhere: nothing that is decided hangs on them."""
import datetime
import json
import pathlib
import re
import shlex
import subprocess

import pytest
from world import World


@pytest.fixture
def world(project, cache):
    return World(project, cache)


@pytest.fixture
def faked(world):
    """faked(offset, *arguments): the program with a clock that is wrong by so much."""
    library = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
    if library is None:
        pytest.skip("libfaketime is not installed")
    environment = {**world.environment, "LD_PRELOAD": str(library), "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"}
    # libfaketime keeps a semaphore for a process and all it starts, and takes it away with that process: this one outlives the jobs.
    keeper = subprocess.Popen(["sleep", "600"], env={**environment, "FAKETIME": "+0"})
    shared = [f"faketime_sem_{keeper.pid}", f"faketime_shm_{keeper.pid}"]
    files = [pathlib.Path("/dev/shm") / f"sem.{shared[0]}", pathlib.Path("/dev/shm") / shared[1]]
    world.until(lambda: all(file.exists() for file in files))
    environment["FAKETIME_SHARED"] = f"/{shared[0]} /{shared[1]}"

    def run(offset, *arguments):
        return subprocess.run([world.binary, *arguments], cwd=world.folder, env={**environment, "FAKETIME": offset}, capture_output=True, text=True, timeout=60)

    yield run
    keeper.kill()
    keeper.wait()
    for file in files:
        file.unlink(missing_ok=True)


@pytest.mark.parametrize("offset", ["-400d", "+400d"])
def test_a_clock_that_jumps_changes_no_status(world, faked, offset):
    file = world.job("a", "sleep 0.3; echo hi")
    there = faked(offset, "submit", file, "--json")
    assert there.returncode == 0, there.stderr
    run = json.loads(there.stdout)["run"]["id"]
    here = world.submit(file)
    assert world.ended(run)["status"] == world.ended(here)["status"] == "Completed"
    looked = faked(offset, "list", "--json")
    assert {r["status"] for r in json.loads(looked.stdout)["runs"]} == {"Completed"}
    assert not re.search(r"-\d+ (ms|s)\b", world("list", status=0).stdout)


def test_a_limit_counts_time_that_passes_not_the_clock(world, faked):
    file = world.job("a", "unset LD_PRELOAD; exec sleep 60", "limits: {timeout: 1}\n")
    there = faked("-400d", "submit", file, "--json")
    assert there.returncode == 0, there.stderr
    after = world.ended(json.loads(there.stdout)["run"]["id"])
    assert (after["status"], after["error"]["code"]) == ("Canceled", "timeout")


def test_an_idle_node_counts_time_that_passes_not_the_clock(world, faked):
    (world.folder / ".footplate" / "compute").mkdir(parents=True)
    (world.folder / ".footplate" / "compute" / "gpu.yml").write_text("name: gpu\ntype: amlcompute\nmax_instances: 1\nidle_time_before_scale_down: 600\n")
    world.ended(world.submit(world.job("a", "true", "compute: azureml:gpu\n")))
    for offset in ("+400d", "-400d"):
        looked = faked(offset, "compute", "show", "gpu", "--json")
        assert looked.returncode == 0, looked.stderr
        pool = json.loads(looked.stdout)["compute"]
        [node] = pool["nodes"]
        since, until = (datetime.datetime.fromisoformat(node[name].replace("Z", "+00:00")) for name in ("since", "until"))
        now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=int(offset[:-1]))
        assert node["state"] == "idle" and until - since == datetime.timedelta(seconds=600)
        assert abs(now - since) < datetime.timedelta(seconds=300)


def test_a_queue_is_served_in_the_order_of_submission_whatever_the_clock_says(world, faked):
    (world.folder / ".footplate" / "compute").mkdir(parents=True)
    (world.folder / ".footplate" / "compute" / "one.yml").write_text("name: one\ntype: amlcompute\nmax_instances: 1\n")
    go, order = world.folder / "go", world.folder / "order"
    first = world.submit(world.job("first", f"until [ -e '{go}' ]; do sleep 0.05; done", "compute: azureml:one\n"))
    world.running(first)
    for name, offset in (("b", "+0d"), ("a", "-400d"), ("c", "+400d"), ("d", "-10d")):
        done = faked(offset, "submit", world.job(name, f"echo {name} >> '{order}'", "compute: azureml:one\n"), "--json")
        last = json.loads(done.stdout)["run"]["id"]
        world.until(lambda: world.show(last)["status"] == "Queued")
    go.touch()
    world.until(lambda: order.exists() and len(order.read_text().split()) == 4)
    assert order.read_text().split() == ["b", "a", "c", "d"]


class OtherTime:
    """A shell whose processes count the time since the machine's start from elsewhere."""

    def __init__(self, world):
        self.shell = subprocess.Popen(["unshare", "--time", "--boottime", "1000000", "--monotonic", "1000000", "--fork", "sh"], cwd=world.folder,
                                      env=world.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.binary = world.binary

    def __call__(self, *arguments):
        words = " ".join(map(shlex.quote, [self.binary, *map(str, arguments)]))
        self.shell.stdin.write(f"{words} {'' if '--json' in arguments else '2>&1'}; echo; echo status\n")
        self.shell.stdin.flush()
        lines = []
        while not (lines and lines[-1] == "status\n"):
            lines.append(self.shell.stdout.readline())
            assert lines[-1], lines
        return "".join(lines[:-1])

    def close(self):
        self.shell.stdin.close()
        self.shell.wait(timeout=60)
        self.shell.stdout.close()


@pytest.mark.skipif(subprocess.run(["unshare", "--time", "true"], capture_output=True).returncode != 0, reason="no time namespaces for this user")
def test_whoever_counts_from_another_start_of_the_machine_takes_no_process_for_another(world):
    """A process's start time is what tells it from a later one with its number, and is another in another time namespace."""
    file = world.job("a", "sleep 600 & sleep 600")
    there = OtherTime(world)
    try:
        run = json.loads(there("submit", file, "--json"))["run"]["id"]
        world.until(lambda: world.json("show", run)["run"]["status"] == "Running")
        refused = world("cancel", run, status=4)
        assert "another machine, user or copy" in refused.stderr
        assert world.json("show", run)["run"]["status"] == "Running"
        there("cancel", run)
        assert world.ended(run)["status"] == "Canceled"
        late = json.loads(there("submit", world.job("b", "sleep 60", "limits: {timeout: 1}\n"), "--json"))["run"]["id"]
        assert world.ended(late)["error"]["code"] == "timeout"
    finally:
        there.close()
    here = world.submit(file)
    world.until(lambda: world.json("show", here)["run"]["status"] == "Running")
    there = OtherTime(world)
    try:
        assert "another machine, user or copy" in there("cancel", here)
    finally:
        there.close()
    world("cancel", here, status=0)
    assert world.ended(here)["status"] == "Canceled"
