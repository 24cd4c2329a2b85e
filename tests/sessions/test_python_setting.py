"""The editor's setting footplate.python: jobs run on it where no environment is active and the project names no Python."""
import subprocess
import sys

import pytest

from editor import Editor

JOB = """\
command: python -c "import importlib.util as u; print([n for n in ('first', 'second') if u.find_spec('only_in_' + n)])"
environment: {image: ubuntu}
"""


def job_sees(editor):
    """The log of a job that is run now."""
    run = editor.verb("submit", file=str(editor.home / "job.yml"))["run"]["id"]
    editor.ended(run)
    return (editor.home / ".footplate/runs" / run / "user_logs/std_log.txt").read_text().strip()


@pytest.fixture
def editor(tmp_path, monkeypatch):
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".footplate").mkdir()
    (tmp_path / "job.yml").write_text(JOB)
    editor = Editor(tmp_path)
    yield editor
    editor.close()


def interpreter(folder, name):
    """A Python with a module of its own."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / name], check=True)
    [site] = (folder / name).glob("lib/python3*/site-packages")
    (site / f"only_in_{name}.py").write_text("")
    return str(folder / name / "bin" / "python")


def test_jobs_run_on_the_python_of_the_setting_and_on_another_when_it_changes(editor):
    editor.start(python=interpreter(editor.home, "first"))
    assert job_sees(editor) == "['first']"
    editor.set(python=interpreter(editor.home, "second"))
    assert job_sees(editor) == "['second']"
    editor.set()
    assert job_sees(editor) == "[]"


def test_the_projects_own_word_goes_first(editor):
    first, second = interpreter(editor.home, "first"), interpreter(editor.home, "second")
    (editor.home / ".footplate/config.yml").write_text(f"python: {second}\n")
    editor.start(python=first)
    assert job_sees(editor) == "['second']"


def test_each_folder_of_a_window_has_the_python_that_was_chosen_for_it(editor, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        (folder / ".footplate").mkdir(parents=True)
        (folder / "job.yml").write_text(JOB)
    editor.folders = (one, two)
    first, second = interpreter(tmp_path, "first"), interpreter(tmp_path, "second")
    editor.start(python=first, pythons={str(two): second})

    def log(run, folder):
        editor.ended(run)
        return (folder / ".footplate/runs" / run / "user_logs/std_log.txt").read_text().strip()

    runs = {folder: editor.verb("submit", file=str(folder / "job.yml"))["run"]["id"] for folder in (one, two)}
    assert log(runs[one], one) == "['first']"
    assert log(runs[two], two) == "['second']"
    again = editor.verb("rerun", run=runs[two], folder=str(two))["run"]["id"]
    assert log(again, two) == "['second']"
