"""The whole of it as an ordinary user: no rights on the machine, no control group, a home of his own."""
import json
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest
from world import DAEMON, ENDS, World, is_alive, isRoot, kill

from wheel import make_wheel

NOBODY = 65534
ENVIRONMENT = "environment:\n  image: ubuntu\n  conda_file: {dependencies: [python, pip, {pip: [tinytool]}]}\n"

pytestmark = isRoot


@pytest.fixture
def place():
    """A folder that others may enter. Any pytest that starts takes this right from the folders of pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="footplate-nobody-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def nobody(place):
    """A world whose program runs as nobody. What a test writes belongs to nobody after `hand_over`."""
    home = place / "home"
    project = home / "project"
    (project / ".footplate").mkdir(parents=True)
    world = World(project, home / "cache")
    world.home, world.by_root = home, world.binary
    wrapper = place / "as_nobody"
    wrapper.write_text(f"#!/bin/sh\nexec setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups {world.binary} \"$@\"\n")
    wrapper.chmod(0o755)
    world.binary = str(wrapper)
    for name in [name for name in world.environment if name.startswith(("XDG_", "PYENV_", "CONDA_"))]:
        del world.environment[name]
    make_wheel(home / "index", "tinytool", "1.0")
    world.environment |= {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "FOOTPLATE_CONDA": "off", "PIP_CONFIG_FILE": "/dev/null",
                          "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(home / "index")}
    world.hand_over = lambda: subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", home], check=True)
    world.hand_over()
    if world("list").returncode == 126:
        pytest.skip("the program cannot be reached by another user")
    return world


HOSTILE = "trap '' TERM; setsid sleep 300 & (setsid sh -c '(sleep 300 &) ; sleep 300' &) ; echo up; sleep 300"


@pytest.mark.parametrize("killed", ["supervisor", "caretaker and supervisor"])
def test_a_hostile_job_is_swept_up_by_its_owner_and_by_nobody_else(nobody, killed):
    file = nobody.job("a", HOSTILE)
    nobody.hand_over()
    run = nobody.submit(file)
    nobody.until(lambda: "up" in (nobody.log(run).read_text() if nobody.log(run).exists() else ""))
    assert len(nobody.until(lambda: len(m := nobody.marked(run)) >= 5 and m)) >= 5
    assert os.stat(nobody.run_folder(run)).st_uid == NOBODY
    # Seen by root, another user: told, and never touched.
    root = World(nobody.folder, nobody.home / "cache")
    root.binary = nobody.by_root
    foreign = root("cancel", run)
    assert foreign.returncode != 0 and "user" in foreign.stderr
    assert nobody.show(run)["status"] == "Running"
    supervisor = nobody.supervisor(run)
    if "caretaker" in killed:
        kill(nobody.caretaker(run))
    kill(supervisor)
    after = nobody.show(run)
    assert (after["status"], after["error"]["code"]) == ("Failed", "supervisorLost")
    assert nobody.marked(run) == []
    again = nobody.submit(file)
    nobody.running(again)
    nobody("cancel", again, status=0)
    assert nobody.ended(again)["status"] == "Canceled"
    assert nobody.marked(again) == []


def test_a_daemon_that_nothing_marks_ends_with_its_killed_supervisor(nobody):
    """No group, no session and no environment tells whose it is; who its ancestor was does."""
    file = nobody.job("a", DAEMON + "env -i setsid $(which python3) daemon.py $(realpath outputs)/beat\nsleep 300")
    nobody.hand_over()
    run = nobody.submit(file)
    beat = nobody.run_folder(run) / "outputs/beat"
    nobody.until(lambda: beat.exists() and beat.read_text().endswith("\n"))
    daemon = int(beat.read_text().split()[-1])
    assert daemon not in nobody.marked(run)
    kill(nobody.supervisor(run))
    after = nobody.show(run)
    assert (after["status"], after["error"]["code"]) == ("Failed", "supervisorLost")
    assert not is_alive(daemon) and nobody.marked(run) == []


def test_two_hundred_submits_at_once_are_two_hundred_runs(nobody):
    file = nobody.job("a", "true")
    nobody.hand_over()
    started = [subprocess.Popen([nobody.binary, "submit", file, "--json"], cwd=nobody.folder, env=nobody.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True) for _ in range(200)]
    runs = set()
    for process in started:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        runs.add(json.loads(out)["run"]["id"])
    ended = nobody.until(lambda: (l := nobody.json("list", "--limit", "1000")["runs"]) and all(r["status"] in ENDS for r in l) and l, 240)
    assert {r["id"] for r in ended} == runs and len(runs) == 200
    assert {r["status"] for r in ended} == {"Completed"}


def test_environments_outputs_and_folders_are_his_alone(nobody):
    (nobody.folder / "src").mkdir()
    (nobody.folder / "src/job.py").write_text("import os, tinytool\nopen('outputs/v.txt', 'w').write(tinytool.__version__ + ' ' + str(os.getuid()))\n")
    (nobody.folder / "job.yml").write_text("command: python job.py\ncode: src\n" + ENVIRONMENT)
    nobody.hand_over()
    first = nobody.json("submit", "job.yml", "--tail", status=0, timeout=180)["run"]
    assert first["environment"]["how"] == "built"
    assert (nobody.run_folder(first["id"]) / "outputs/v.txt").read_text() == f"1.0 {NOBODY}"
    assert nobody.json("submit", "job.yml", "--tail", status=0, timeout=60)["run"]["environment"]["how"] == "cached"
    for folder in (nobody.home / "cache", nobody.folder / ".footplate/runs", nobody.run_folder(first["id"])):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    assert nobody.json("doctor")["checks"]
    nobody("delete", first["id"], "@last", status=0)
    assert len(nobody.json("env", "prune", status=0)["removed"]) == 1


@pytest.mark.parametrize("closed, told", [("footplate.db", "no right to read"), ("footplate.db-wal", "no right to read"), (".", "no right to enter"), ("folder", "is a folder")])
def test_a_store_that_cannot_be_opened_says_why(nobody, closed, told):
    file = nobody.job("a", "echo hi")
    nobody.hand_over()
    assert nobody.ended(nobody.submit(file))["status"] == "Completed"
    store = nobody.folder / ".footplate"
    place = store / ("footplate.db" if closed == "folder" else closed)
    if closed == "folder":
        for part in ("", "-wal", "-shm"):
            (store / f"footplate.db{part}").unlink(missing_ok=True)
        place.mkdir()
    else:
        place.touch()
        os.chown(place, 0, 0)
        place.chmod(0o700 if closed == "." else 0o600)
    for words in (("list",), ("show", "@last")):
        refused = nobody(*words)
        assert refused.returncode == 4 and told in refused.stderr and str(place.resolve()) in refused.stderr, refused.stderr


def test_a_pool_queues_tells_what_it_cannot_limit_and_a_pipeline_is_canceled_whole(nobody):
    (nobody.folder / ".footplate/compute").mkdir()
    (nobody.folder / ".footplate/compute/one.yml").write_text("name: one\ntype: local\nmax_instances: 1\nmemory: 64m\n")
    first = nobody.job("first", HOSTILE, "compute: azureml:one\n")
    step = f"    command: {HOSTILE!r}\n    environment: {{image: python:3}}\n    compute: azureml:one\n"
    (nobody.folder / "pipe.yml").write_text("type: pipeline\njobs:\n  a:\n" + step + "  b:\n" + step)
    nobody.hand_over()
    run = nobody.submit(first)
    nobody.running(run)
    pipeline = nobody.submit("pipe.yml")
    waiting = nobody.until(lambda: (found := nobody.json("list", "--children", "--status", "Queued")["runs"]) and found)
    assert waiting[0]["queue"]["compute"] == "one" and run in waiting[0]["queue"]["reason"]
    assert "is not enforced" in nobody.log(run).read_text()
    nobody("cancel", run, status=0)
    steps = nobody.until(lambda: nobody.json("list", "--children", "--status", "Running", "--parent", pipeline)["runs"])
    nobody.until(lambda: len(nobody.marked(steps[0]["id"])) >= 5)
    nobody("cancel", pipeline, status=0)
    assert nobody.ended(pipeline)["status"] == "Canceled"
    for one in (run, *(child["id"] for child in nobody.json("list", "--parent", pipeline)["runs"])):
        assert nobody.ended(one)["status"] == "Canceled" and nobody.marked(one) == []
    assert not any(node["run"] for node in nobody.json("compute", "show", "one")["compute"]["nodes"])


def test_mounted_inputs_cannot_be_changed_and_leave_nothing_behind(nobody):
    home, project = nobody.home, nobody.folder
    (project / "few").mkdir(), (project / "many").mkdir(), (home / "tmp").mkdir()
    (project / "few" / "a.txt").write_text("a\n")
    for at in range(2100):  # more than are copied for safety alone
        (project / "many" / f"{at}.txt").write_text(f"{at}\n")
    (project / "job.yml").write_text("command: cat ${{inputs.f}}/a.txt ${{inputs.m}}/7.txt; echo more >> ${{inputs.m}}/7.txt; rm -rf ${{inputs.f}} ${{inputs.m}}; true\n"
                                     "environment: {image: ubuntu}\ninputs:\n  f: {type: uri_folder, path: few}\n  m: {type: uri_folder, path: many}\n")
    nobody.environment["TMPDIR"] = str(home / "tmp")
    nobody.hand_over()
    done = nobody("submit", "job.yml", "--tail", timeout=120)
    assert done.returncode == 0 and "a\n7\n" in done.stderr, done.stderr
    assert (project / "few" / "a.txt").read_text() == "a\n" and len(os.listdir(project / "many")) == 2100
    assert (project / "many" / "7.txt").read_text() == "7\n"
    assert os.listdir(home / "tmp") == []
