"""Calls of scripts of all three libraries: the wrong ones are told by their code, the right ones pass without a remark.

`script_calls.yml` has them; each was tried with Python, click 8 and typer.
"""
from pathlib import Path

import pytest
import yaml
from conftest import Program

TABLE = yaml.safe_load((Path(__file__).parent / "script_calls.yml").read_text("utf-8"))


def job(call):
    return f"command: python main.py {call}\ncode: ./src\nenvironment: azureml:python:1\ncompute: azureml:cpu\n"


def calls(row):
    """(what is to be told, call); nothing is told of a right one."""
    yield from ((None, call) for call in row["right"])
    yield from (tuple(wrong.split(" ", 1)) for wrong in row["wrong"])


@pytest.fixture(scope="module")
def told(tmp_path_factory, cache):
    """{(script, call): [(code, message)]} of one run over all."""
    root = tmp_path_factory.mktemp("calls")
    files = {}
    for name, row in TABLE.items():
        (root / name / "src").mkdir(parents=True)
        (root / name / "src" / "main.py").write_text(row["script"], "utf-8")
        for number, (_, call) in enumerate(calls(row)):
            path = root / name / f"job{number}.yml"
            path.write_text(job(call), "utf-8")
            files[str(path)] = name, call
    report = Program(root, cache).json("validate", root)
    return {
        files[one["path"]]: [(d["code"], d["message"]) for d in one["diagnostics"] if d["code"].startswith("args.")]
        for one in report["files"]
        if one["path"] in files
    }


@pytest.mark.parametrize("name, row", TABLE.items(), ids=TABLE)
def test_calls(told, name, row):
    faults = []
    for code, call in calls(row):
        codes = {found for found, _ in told[name, call]}
        if codes != ({code} if code else set()):
            faults.append(f"{call!r}: {code or 'right'}, but {told[name, call]}")
    assert not faults, "\n".join(faults)


def test_the_table_is_large():
    assert sum(len(row["right"]) for row in TABLE.values()) >= 60
    assert sum(len(row["wrong"]) for row in TABLE.values()) >= 40
