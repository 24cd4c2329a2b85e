"""Whatever is killed, at whatever moment: every run gets a true status at the next look, and none of its processes stays."""
import json
import os
import pathlib
import random
import signal
import subprocess
import time

import pytest

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

    def until(self, what, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = what()
            if value:
                return value
            time.sleep(0.02)
        raise AssertionError("waited in vain")

    def alive(self):
        """Our jobs' processes: sleeps whose length is the mark."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if self.mark.encode() in words:
                found.append(int(entry.name))
        return found

    def supervisors(self, run=None):
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"supervise" in words and str(self.folder).encode() in words and (not run or run.encode() in words):
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
