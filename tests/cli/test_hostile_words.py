"""Names, tags, values and folders that break what was not made for them."""
import json
import subprocess
import threading

import pytest

from conftest import Program

JOB = """\
command: >-
  echo '{"name": "größe 😀", "value": -Infinity}' >> "$FOOTPLATE_METRICS_FILE";
  echo '{"name": "val`loss", "value": NaN}' >> "$FOOTPLATE_METRICS_FILE"; echo "${{inputs.t}}"
inputs: {t: "x 'y' $HOME", n: 010, f: 1.0, flag: yes, emoji: "😀 עברית", lines: "a\\nb"}
environment: {image: "python:3.11"}
display_name: "naïve \\u202eevil\\u202c name\\nsecond line"
tags: {"a b": "x\\ny", "emoji😀": "", "q'uote": "it's"}
experiment_name: "exp erim'ent"
"""


@pytest.fixture
def footplate(tmp_path, cache):
    """A project in a folder with blanks, quotes and letters of its own."""
    folder = tmp_path / "it's \"mine\" é 😀"
    (folder / ".footplate").mkdir(parents=True)
    (folder / "job.yml").write_text(JOB)
    return Program(folder, cache)


@pytest.fixture
def run(footplate):
    return footplate.json("submit", "job.yml", "--tail")["run"]


def found(footplate, where):
    return len(footplate.json("list", "--where", where)["runs"])


def test_every_name_can_be_asked_for(footplate, run):
    assert run["status"] == "Completed" and run["metrics"] == {"größe 😀": "-Infinity", "val`loss": "NaN"}
    for where in ('metrics."größe 😀" < 0', "metrics.`größe 😀` < 0", "tags.`a b` LIKE 'x%'", "tags.\"q'uote\" = \"it's\"",
                  "experiment = 'exp erim''ent'", "attributes.run_name ILIKE '%SECOND%'", "params.n = '8' and params.flag = 'True'",
                  "status IN ('completed', 'Failed')", 'metrics."val`loss" = 1 OR params.emoji LIKE \'%עברית%\''):
        assert found(footplate, where) == 1, where
    for words in (("list", "--columns", "metrics.`val``loss`"), ("show", run["id"]), ("compare", run["id"], run["id"]), ("metrics", run["id"])):
        footplate(*words, "--json")
        assert "\u202e" not in footplate(*words).stdout
    assert "Infinity" in footplate("metrics", run["id"], "--format", "csv", status=0).stdout


def test_values_of_every_kind_of_yaml_are_given_again(footplate, run):
    for given, value in (("[1, 2]", "[1, 2]"), ("1.0e+3", "1000.0"), ("'true'", "true"), ("'  b'", "  b"), ("é 😀", "é 😀")):
        again = footplate.json("rerun", run["id"], "--set", f"inputs.t={given}", "--tail")["run"]
        assert again["inputs"]["t"]["value"] == value, given


def test_the_last_run_where_all_are_archived_or_none_is(footplate, run):
    footplate("archive", "@last", status=0)
    assert "every run is archived" in footplate("restore", "@last", status=3).stderr
    footplate("restore", run["id"], status=0)
    footplate("delete", "@last", status=0)
    assert "there is no run yet" in footplate("show", "@last", status=3).stderr


def test_what_cannot_be_meant_is_said(footplate, run):
    for words, message in ((("tail", "@last", "--lines", "-3"), "--lines is at least 0"), (("list", "--status", "done"), "there are NotStarted"),
                           (("tail", "@last", "--since", "banana"), "no time"), (("rerun", "@last", "--set", "inputs.zz=1"), "no input 'zz'")):
        assert message in footplate(*words, status=2).stderr


def test_a_reader_who_leaves_and_no_standard_streams_do_no_harm(footplate, run):
    shell = ["bash", "-o", "pipefail", "-c", '"$0" list | head -c 1; "$0" show @last | head -c 1; "$0" list <&- | cat']
    done = subprocess.run([*shell, footplate.binary], cwd=footplate.folder, env=footplate.environment, capture_output=True, timeout=60)
    assert done.stderr == b"" and run["id"].encode() in done.stdout


def test_what_one_reads_another_may_delete(footplate):
    """Every answer is a whole one or says that the run is gone."""
    runs = [footplate.json("submit", "job.yml", "--tail")["run"]["id"] for _ in range(4)]
    answers = []

    def read():
        while runs and threading.main_thread().is_alive():
            for words in (("list",), ("show", *runs[:2]), ("metrics", runs[0] if runs else "@last")):
                done = footplate(*words, "--json")
                answers.append((done.returncode, json.loads(done.stdout)))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for run in list(runs):
            footplate("delete", run, status=0)
            runs.remove(run)
    finally:
        runs.clear()
        for reader in readers:
            reader.join()
    assert answers and all(code in (0, 2, 3) for code, _ in answers), answers
