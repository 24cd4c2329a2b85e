"""The editor's setting footplate.python: jobs run on it where no environment is active and the project names no Python."""
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from session import Server

BINARY = Path(os.environ.get("FOOTPLATE_BIN", Path(__file__).parents[2] / "build" / "footplate"))
JOB = """\
command: python -c "import importlib.util as u; print([n for n in ('first', 'second') if u.find_spec('only_in_' + n)])"
environment: {image: ubuntu}
"""


class Editor:
    def __init__(self, folder):
        self.folder, self.server, self.last = folder, Server(BINARY, folder), 0

    def ask(self, method, params):
        self.last += 1
        self.server.send({"id": self.last, "method": method, "params": params})
        return self.server.receive({"id": self.last})["result"]

    def start(self, **settings):
        options = {"trusted": True, "settings": {"footplate": settings}}
        self.ask("initialize", {"rootUri": self.folder.as_uri(), "capabilities": {}, "initializationOptions": options})

    def set(self, **settings):
        self.server.send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"footplate": settings}}})

    def command(self, verb, **parameters):
        return self.ask("workspace/executeCommand", {"command": f"footplate.server.{verb}", "arguments": [parameters]})["run"]

    def job_sees(self):
        """The log of a job that is run now."""
        run = self.command("submit", file=str(self.folder / "job.yml"))["id"]
        end = time.monotonic() + 60
        while self.command("show", run=run)["status"] not in ("Completed", "Failed") and time.monotonic() < end:
            time.sleep(0.05)
        return (self.folder / ".footplate/runs" / run / "user_logs/std_log.txt").read_text().strip()


@pytest.fixture
def editor(tmp_path, monkeypatch):
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".footplate").mkdir()
    (tmp_path / "job.yml").write_text(JOB)
    editor = Editor(tmp_path)
    yield editor
    editor.server.process.kill()
    editor.server.process.wait()


def interpreter(folder, name):
    """A Python with a module of its own."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / name], check=True)
    [site] = (folder / name).glob("lib/python3*/site-packages")
    (site / f"only_in_{name}.py").write_text("")
    return str(folder / name / "bin" / "python")


def test_jobs_run_on_the_python_of_the_setting_and_on_another_when_it_changes(editor):
    editor.start(python=interpreter(editor.folder, "first"))
    assert editor.job_sees() == "['first']"
    editor.set(python=interpreter(editor.folder, "second"))
    assert editor.job_sees() == "['second']"
    editor.set()
    assert editor.job_sees() == "[]"


def test_the_projects_own_word_goes_first(editor):
    first, second = interpreter(editor.folder, "first"), interpreter(editor.folder, "second")
    (editor.folder / ".footplate/config.yml").write_text(f"python: {second}\n")
    editor.start(python=first)
    assert editor.job_sees() == "['second']"
