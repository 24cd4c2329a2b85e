"""A project for tests that do harm: its runs can be found, watched and killed."""
import os
import pathlib
import select
import signal

import pytest
from conftest import Program
from waiting import wait_for

ENDS = {"Completed", "Failed", "Canceled"}
isRoot = pytest.mark.skipif(os.geteuid() != 0, reason="only root can do this to a machine")
# A child of nobody: its own session, nothing of its environment, no stream of the job.
DAEMON = """\
cat > daemon.py <<'PYTHON'
import os, sys, time
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
for fd in range(3): os.close(fd)
place, end = sys.argv[1], time.monotonic() + 120
while time.monotonic() < end:
    with open(place, "a") as file: file.write(f"{os.getpid()}\\n")
    time.sleep(0.01)
PYTHON
"""


class World(Program):
    """A project whose runs can be found, watched and killed."""

    def job(self, name, command, more=""):
        text = "command: |\n" + "".join(f"  {line}\n" for line in command.splitlines()) + "environment: {image: library/python:latest}\n" + more
        (self.folder / f"{name}.yml").write_text(text)
        return f"{name}.yml"

    def submit(self, file, **options):
        return self.json("submit", file, **options)["run"]["id"]

    def show(self, run):
        answer = self.json("show", run)
        assert "run" in answer, answer
        return answer["run"]

    def run_folder(self, run):
        return self.folder / ".footplate" / "runs" / run

    def log(self, run):
        return self.run_folder(run) / "user_logs" / "std_log.txt"

    def until(self, what, seconds=60):
        return wait_for(what, seconds)

    def ended(self, run, seconds=60):
        return self.until(lambda: (found := self.show(run))["status"] in ENDS and found, seconds)

    def running(self, run):
        return self.until(lambda: (found := self.show(run))["status"] == "Running" and self.log(run).exists() and found)

    def note(self, run):
        return dict(line.split("=", 1) for line in (self.run_folder(run) / "supervisor").read_text().splitlines())

    def supervisor(self, run):
        note = self.until(lambda: (n := self.note(run))["role"] == "supervisor" and n)
        return int(note["who"].split()[0])

    def caretaker(self, run):
        return int(pathlib.Path(f"/proc/{self.supervisor(run)}/stat").read_text().rsplit(")", 1)[1].split()[1])

    def marked(self, run):
        """Processes of the run's job, by its token."""
        entry = f"FOOTPLATE_RUN_TOKEN={self.note(run)['token']}".encode()
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if entry in pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                    found.append(int(pid))
            except OSError:
                pass
        return found


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def kill(pid):
    """And waits until the kernel has really ended it."""
    handle = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    select.select([handle], [], [], 10)
    os.close(handle)
