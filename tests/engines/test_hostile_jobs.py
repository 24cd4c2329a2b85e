"""Jobs that do what they can to stay, to be heard after their end, or to take the memory of who looks after them."""
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from world import DAEMON, ENDS, World, is_alive

# Another process every few milliseconds: who was seen is gone already.
RUNAWAY = "import os, time\nend = time.monotonic() + 120\nwhile time.monotonic() < end:\n    if os.fork(): os._exit(0)\n    time.sleep(0.003)\n"


@pytest.fixture
def world(project, cache):
    return World(project, cache)


def named(word):
    """Living processes with the word among their arguments."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                found.append(int(pid))
        except OSError:
            pass
    return [pid for pid in found if is_alive(pid)]


def test_a_daemon_ends_with_its_job_and_writes_no_more_outputs(world):
    run = world.submit(world.job("a", DAEMON + "env -i $(which python3) daemon.py $(realpath outputs)/beat\nuntil [ -s outputs/beat ]; do sleep 0.02; done\nexec 1>&- 2>&-"))
    assert world.ended(run)["status"] == "Completed"
    beat = world.run_folder(run) / "outputs/beat"
    text = beat.read_text()
    assert not is_alive(int(text.split()[-1]))
    world("list", status=0)
    assert beat.read_text() == text


def test_a_job_without_streams_and_deaf_to_signals_is_canceled(world):
    run = world.submit(world.job("a", "trap '' TERM INT HUP\ntouch outputs/up\nexec 0<&- 1>&- 2>&-\nwhile true; do sleep 0.1; done"))
    world.until((world.run_folder(run) / "outputs/up").exists)
    assert world.json("cancel", run, status=0)["run"]["status"] == "Canceled"
    assert world.marked(run) == []


@pytest.mark.parametrize("kind", ["many", "runaway"])
def test_forks_end_with_the_cancel(world, kind):
    mark = f"7{os.getpid()}"
    if kind == "many":
        job = f"for i in $(seq 300); do (setsid sleep {mark} &); done; touch outputs/up; sleep {mark}"
    else:
        (world.folder / "runaway.py").write_text(RUNAWAY)
        job = f"(setsid python3 {world.folder}/runaway.py {mark} &); touch outputs/up; sleep {mark}"
    run = world.submit(world.job("a", job))
    world.until((world.run_folder(run) / "outputs/up").exists)
    world.until(lambda: named(mark))
    assert world.json("cancel", run, status=0)["run"]["status"] == "Canceled"
    assert named(mark) == []


def peak_memory(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1))


def test_an_endless_line_is_told_in_pieces_without_memory(world):
    size, most = 100_000_000, 64 * 1024
    run = world.submit(world.job("a", f"head -c {size} /dev/zero | tr '\\0' x; until [ -e {world.folder}/go ]; do sleep 0.05; done"))
    tail = subprocess.Popen([world.binary, "tail", run, "--json"], cwd=world.folder, env=world.environment, stdout=subprocess.PIPE)
    told, pieces = 0, 0
    for line in tail.stdout:
        piece = json.loads(line)
        assert len(piece["line"]) <= most and piece["line"].strip("x") == ""
        told, pieces = told + len(piece["line"]), pieces + 1
        if told >= size - most and not (world.folder / "go").exists():
            assert peak_memory(tail.pid) < 100_000
            (world.folder / "go").touch()
    assert tail.wait(60) == 0
    assert told == size and pieces < 4 * size / most


def test_a_supervisor_short_of_memory_tells_the_truth(world):
    """Address space for itself and little more; the flood is the job's."""
    flood = "python3 -c \"import os; f = open(os.environ['FOOTPLATE_METRICS_FILE'], 'a'); [f.write('{\\\"name\\\":\\\"m%d\\\",\\\"value\\\":1}\\n' % (i % 50)) for i in range(20000)]\""
    file = world.job("a", f"head -c 60000000 /dev/zero | tr '\\0' x\n{flood}\nexit 3")
    done = subprocess.run(["prlimit", "--as=700000000", world.binary, "submit", file, "--json"], cwd=world.folder, env=world.environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)["run"]["id"]
    after = world.ended(run)
    assert after["status"] in ENDS and (after["status"], after["exit_code"]) == ("Failed", 3)
    assert len(after["metrics"]) == 50 and len(after["error"]["log_tail"]) <= 20


def test_a_run_ends_when_its_record_is_deleted_under_it(world):
    run = world.submit(world.job("a", "exec sleep 3600"))
    world.running(run)
    everybody = [world.supervisor(run), world.caretaker(run), *world.marked(run)]
    while (world.folder / ".footplate").exists():
        shutil.rmtree(world.folder / ".footplate", ignore_errors=True)
    world.until(lambda: not any(map(is_alive, everybody)), 90)


def test_a_run_goes_on_when_its_project_is_moved(world, tmp_path, cache):
    run = world.submit(world.job("a", "until [ -e " + str(tmp_path / "go") + " ]; do sleep 0.1; done"))
    world.running(run)
    world.folder.rename(tmp_path / "moved")
    time.sleep(5)  # twice as long as it takes to see a record that is gone
    (tmp_path / "go").touch()
    moved = World(tmp_path / "moved", cache)
    assert moved.ended(run)["status"] == "Completed"
