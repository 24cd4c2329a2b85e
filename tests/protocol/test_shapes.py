"""What the verbs print with --json is what protocol/footplate.yaml declares."""
import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
from shapes import check_shape

BINARY = Path(os.environ.get("FOOTPLATE_BIN", ROOT / "build" / "footplate")).resolve()
JOB = """\
type: command
command: echo ${{inputs.lr}}
environment:
  image: library/python:3.11
inputs:
  lr: 0.1
tags: {purpose: shape}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "job.yml").write_text(JOB)
    (folder / "bad.yml").write_text(JOB.replace("command: echo", "comand: echo"))
    (folder / "other.yml").write_text("a: 1\n")
    return folder


def run(folder, *arguments):
    environment = {**os.environ, "HOME": str(folder), "FOOTPLATE_CACHE_DIR": str(folder / ".cache")}
    done = subprocess.run([BINARY, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


def test_validate(project):
    code, out = run(project, "validate", "--json", "job.yml", "bad.yml", "other.yml", "missing.yml")
    document = json.loads(out)
    check_shape("ValidateResult", document)
    assert code == 1
    assert [file["kind"] for file in document["files"]][:3] == ["commandJob", "commandJob", None]
    assert document["files"][3]["diagnostics"][0]["code"] == "file.unreadable"


def test_runs(project):
    code, out = run(project, "submit", "job.yml", "--tail", "--json")
    check_shape("RunResult", json.loads(out))
    assert code == 0
    for shape, arguments in {"RunList": ["list"], "RunResult": ["show", "@last"]}.items():
        code, out = run(project, *arguments, "--json")
        assert code == 0
        check_shape(shape, json.loads(out))
    code, out = run(project, "tail", "@last", "--json")
    for line in out.splitlines():
        check_shape("TailLine", json.loads(line))
    assert json.loads(out.splitlines()[0]) == {"line": "0.1"}
