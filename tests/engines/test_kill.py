"""Whatever is killed, at whatever moment: every run gets a true status at the next look, and none of its processes stays."""
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import time

import pytest
from waiting import wait_for

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FOOTPLATE_BIN") or str(ROOT / "build" / "footplate")
ENDS = {"Completed", "Failed", "Canceled"}

pytestmark = pytest.mark.skipif(not os.path.exists(PROGRAM), reason=f"{PROGRAM} is not built")


class Project:
    def __init__(self, folder):
        self.folder = folder
        (folder / ".footplate").mkdir()
        # Unique to this project, so that its processes can be told from all others.
        self.mark = f"{random.randrange(10**8, 10**9)}"

    def job(self, name, command):
        path = self.folder / f"{name}.yml"
        path.write_text("command: |\n  " + command + "\nenvironment:\n  image: library/python:latest\n")
        return str(path)

    def call(self, *args, check=True):
        done = subprocess.run([PROGRAM, *args], cwd=self.folder, capture_output=True, text=True, timeout=30)
        assert not check or done.returncode == 0, done.stderr
        return done

    def submit(self, path):
        return json.loads(self.call("submit", path, "--json").stdout)["run"]["id"]

    def show(self, run):
        return json.loads(self.call("show", run, "--json").stdout)["run"]

    def runs(self):
        return json.loads(self.call("list", "--limit", "1000", "--json").stdout)["runs"]

    def until(self, what, seconds=60):
        return wait_for(what, seconds)

    def alive(self):
        """Our jobs' processes: sleeps whose length is the mark."""
        return processes_with(self.mark)

    def group(self):
        """The control group that runs get theirs below."""
        checks = json.loads(self.call("doctor", "--json", check=False).stdout)["checks"]
        check = next(check for check in checks if check["name"] == "cgroup")
        if not check["ok"]:
            pytest.skip(check["detail"])
        return pathlib.Path(check["detail"])

    def supervisors(self, run=None):
        return processes_with("supervise", str(self.folder), *([run] if run else []))


def processes_with(*words):
    """Processes that were started with all of these words."""
    found = []
    for entry in filter(lambda entry: entry.name.isdigit(), pathlib.Path("/proc").iterdir()):
        try:
            given = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if all(word.encode() in given for word in words):
            found.append(int(entry.name))
    return found


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    yield made
    for pid in made.supervisors():
        os.kill(pid, signal.SIGKILL)
    made.call("list", check=False)


def hostile(project):
    """Processes that do what they can to stay: new sessions, double forks, deaf to TERM."""
    sleep = f"sleep {project.mark}"
    return (f"trap '' TERM; setsid {sleep} & (setsid sh -c '({sleep} &) ; {sleep}' &) ; "
            f"echo up; {sleep}")


def test_a_killed_supervisor_is_found_out_and_swept_up_after(project):
    run = project.submit(project.job("hostile", hostile(project)))
    project.until(lambda: len(project.alive()) >= 4)
    os.kill(project.supervisors(run)[0], signal.SIGKILL)
    # The kernel takes a moment to end it; from then on the next look tells.
    after = project.until(lambda: (r := project.show(run))["status"] in ENDS and r, seconds=1.5)
    assert (after["status"], after["error"]["code"]) == ("Failed", "supervisorLost")
    assert project.alive() == []
    assert not list(pathlib.Path("/tmp").glob("footplate-" + token_of(project, run)))


def token_of(project, run):
    note = (project.folder / ".footplate" / "runs" / run / "supervisor").read_text()
    return dict(line.split("=", 1) for line in note.splitlines())["token"]


def test_a_killed_job_is_a_failed_run_with_its_signal(project):
    run = project.submit(project.job("job", f"exec sleep {project.mark}"))
    os.kill(project.until(project.alive)[0], signal.SIGKILL)
    after = project.until(lambda: (r := project.show(run))["status"] in ENDS and r)
    assert (after["status"], after["signal"]) == ("Failed", 9)


def test_cancel_ends_the_whole_of_a_hostile_job(project):
    run = project.submit(project.job("hostile", hostile(project)))
    project.until(lambda: len(project.alive()) >= 4)
    project.call("cancel", run)
    after = project.until(lambda: (r := project.show(run))["status"] in ENDS and r)
    assert after["status"] == "Canceled"
    assert project.alive() == []


def test_cancel_at_any_moment_of_the_start_is_kept(project):
    job = project.job("job", f"sleep {project.mark}")
    for moment in (0, 0.005, 0.02, 0.05, 0.1):
        run = project.submit(job)
        time.sleep(moment)
        project.call("cancel", run)
        after = project.until(lambda: (r := project.show(run))["status"] in ENDS and r)
        assert after["status"] == "Canceled"
    assert project.alive() == []


def test_a_submitter_killed_at_any_moment_leaves_runs_with_a_true_end(project):
    job = project.job("short", f"timeout 0.2 sleep {project.mark}; true")
    for _ in range(12):
        submitter = subprocess.Popen([PROGRAM, "submit", job], cwd=project.folder, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, 0.06))
        submitter.kill()
        submitter.wait()
    ended = project.until(lambda: all(r["status"] in ENDS for r in project.runs()) and project.runs() or not project.runs())
    for run in ended if isinstance(ended, list) else []:
        if run["status"] == "Failed":
            assert project.show(run["id"])["error"]["code"] == "supervisorLost"
    assert project.alive() == []


@pytest.fixture
def cut_off(project):
    """cut_off(stop): a submit that waits for the database with its folder made; killed there, or stopped. (process, folder)"""
    project.until(lambda: project.show(project.submit(project.job("first", "true")))["status"])
    job, runs = project.job("job", "echo hi"), project.folder / ".footplate" / "runs"

    def make(stop):
        known = set(runs.iterdir())
        database = sqlite3.connect(project.folder / ".footplate" / "footplate.db", isolation_level=None, timeout=30)
        database.execute("begin immediate")
        submitter = subprocess.Popen([PROGRAM, "submit", job], cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        folder = project.until(lambda: [path for path in set(runs.iterdir()) - known if (path / "plan.json").exists()])[0]
        submitter.send_signal(signal.SIGSTOP if stop else signal.SIGKILL)
        if not stop:
            submitter.wait()
        database.execute("rollback")
        database.close()
        return submitter, folder

    return make


def grow_old(folder):
    hour_ago = time.time() - 3600
    os.utime(folder, (hour_ago, hour_ago))


@pytest.mark.parametrize("verb", [("doctor",), ("prune", "--keep", "1000"), ("submit", "job.yml", "--tail")])
def test_a_run_killed_before_its_record_is_cleared_away_later_and_a_slow_submit_is_not(project, cut_off, verb):
    waiting, slow = cut_off(stop=True)
    _, killed = cut_off(stop=False)
    _, young = cut_off(stop=False)
    for folder in (killed, slow):
        grow_old(folder)
    project.call(*verb, check=verb[0] != "doctor")
    project.until(lambda: not killed.exists())
    assert young.exists() and slow.exists()
    waiting.send_signal(signal.SIGCONT)
    assert waiting.wait(30) == 0
    assert project.until(lambda: (r := project.show(slow.name))["status"] in ENDS and r)["status"] == "Completed"


def test_a_step_killed_before_its_record_leaves_no_control_group(project, cut_off):
    group = project.group()
    _, killed = cut_off(stop=False)
    note = killed / "supervisor"
    token = token_of(project, killed.name)
    left = group / f"footplate-{token}"
    left.mkdir()
    (left / "below").mkdir()  # as a job makes them
    note.write_text(note.read_text().replace("role=submitter", "role=step").replace("cgroup=", f"cgroup={left}"))
    grow_old(killed)
    project.call("prune", "--keep", "1000")
    assert not killed.exists() and not left.exists()


def test_steps_that_are_not_started_leave_no_control_group(project):
    project.group()
    (project.folder / "p.yml").write_text("type: pipeline\njobs:\n" + "".join(
        f"  {name}:\n    command: {command}\n    environment: {{image: ubuntu}}\n{more}" for name, command, more in (
            ("fails", "exit 3", "    outputs: {o: }\n"), ("waits", "ls ${{inputs.x}}", "    inputs: {x: '${{parent.jobs.fails.outputs.o}}'}\n"))))
    run = project.submit(project.folder / "p.yml")
    assert project.until(lambda: (r := project.show(run))["status"] in ENDS and r)["status"] == "Failed"
    groups = [note.read_text().split("cgroup=")[1].split("\n")[0] for note in (project.folder / ".footplate/runs").glob("*/supervisor")]
    assert len(groups) == 3 and all(groups)
    project.until(lambda: not any(os.path.exists(group) for group in groups))


def test_a_supervisor_killed_at_any_moment_leaves_no_process_and_a_true_end(project):
    job = project.job("long", hostile(project))
    for _ in range(8):
        run = project.submit(job)
        time.sleep(random.uniform(0, 0.25))
        for pid in project.supervisors(run):
            os.kill(pid, signal.SIGKILL)
        after = project.until(lambda: (r := project.show(run))["status"] in ENDS and r, seconds=3)
        assert (after["status"], after["error"]["code"]) == ("Failed", "supervisorLost")
        assert project.alive() == []


def test_a_copied_project_sends_no_signal_to_the_original_run(project, tmp_path_factory):
    run = project.submit(project.job("job", f"sleep {project.mark}"))
    project.until(project.alive)
    copy = tmp_path_factory.mktemp("copy") / "p"
    subprocess.run(["cp", "-r", project.folder, copy], check=True)
    subprocess.run([PROGRAM, "list"], cwd=copy, capture_output=True, timeout=30)
    subprocess.run([PROGRAM, "cancel", run], cwd=copy, capture_output=True, timeout=30)
    time.sleep(0.3)
    assert project.alive()
    assert project.show(run)["status"] == "Running"
    project.call("cancel", run)
    project.until(lambda: project.show(run)["status"] == "Canceled")
