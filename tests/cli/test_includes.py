"""`additional_includes` of components: files and folders that a step finds beside its code."""
import json

import pytest

from run_helpers import check_shape

COMPONENT = """\
name: train
version: 1
type: command
command: python main.py
code: ./src
environment: {image: library/python:latest}
"""
PIPELINE = "type: pipeline\njobs:\n  train: {type: command, component: ./components/train/train.yml}\n"
MAIN = """\
import os, sys
from shared.words import word
print(word, open("labels.csv").read().strip(), sorted(os.listdir(".")), flush=True)
"""


def write(project, name, text):
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text(text)


@pytest.fixture
def tree(project):
    """A component that takes in a folder and a file from elsewhere."""
    write(project, "components/train/train.yml", COMPONENT + "additional_includes: [../../shared, ../../data/labels.csv]\n")
    write(project, "components/train/src/main.py", MAIN)
    write(project, "shared/words.py", "word = 'hello'\n")
    write(project, "shared/notes.log", "of no use\n")
    write(project, "data/labels.csv", "a,b\n")
    write(project, "pipeline.yml", PIPELINE)
    return project


def tail(footplate, *options, status=0):
    done = footplate("submit", "pipeline.yml", "--tail", "--json", *options, status=status)
    return json.loads(done.stdout)["run"], done.stderr


def test_a_component_shows_what_its_steps_are_sent_and_leaves_out_what_lies_in_an_include(footplate, tree):
    component = "components/train/train.yml"
    one = footplate.json("snapshot", component, status=0)["snapshots"]
    assert [[file["path"] for file in code["files"]] for code in one] == [["labels.csv", "main.py", "shared/notes.log", "shared/words.py"]]
    after = footplate.json("snapshot", component, "--exclude", "shared/notes.log", status=0)["snapshots"][0]
    assert (tree / "components/train/src/.amlignore").read_text() == "/shared/notes.log\n"
    assert [file["path"] for file in after["files"]] == [".amlignore", "labels.csv", "main.py", "shared/words.py"]
    refused = footplate.json("snapshot", component, "--exclude", "shared/none", status=3)["error"]
    assert str(tree / "shared/none") in refused["message"]
    write(tree, "parts.yml", "type: pipeline\nname: parts\nversion: 1\njobs:\n  train: {type: command, component: ./components/train/train.yml}\n")
    assert "components of its steps" in footplate.json("snapshot", "parts.yml", status=4)["error"]["message"]
    write(tree, "bare.yml", "name: bare\nversion: 1\ntype: command\ncommand: date\nenvironment: {image: ubuntu}\n")
    assert footplate.json("snapshot", "bare.yml", status=0)["snapshots"] == []


def step(footplate):
    return next(run for run in footplate.json("list", "--children")["runs"] if run["parent"])


def test_they_lie_at_the_root_of_the_code(footplate, tree):
    run, log = tail(footplate)
    assert run["status"] == "Completed", log
    assert "hello a,b ['labels.csv', 'logs', 'main.py', 'outputs', 'shared']" in log
    assert footplate.json("show", step(footplate)["id"])["run"]["snapshot"]["files"] == 4


def test_a_component_may_have_nothing_else(footplate, tree):
    write(tree, "components/train/train.yml",
          COMPONENT.replace("code: ./src\n", "").replace("main.py", "tools/go.py")
          + "additional_includes:\n- ../../tools\n")
    write(tree, "tools/go.py", "print('alone')\n")
    run, log = tail(footplate)
    assert run["status"] == "Completed" and "alone" in log, log


def test_the_file_beside_the_component_names_them_too(footplate, tree):
    write(tree, "components/train/train.yml", COMPONENT)
    write(tree, "components/train/train.additional_includes", "../../shared\n\n../../data/labels.csv\n")
    run, log = tail(footplate)
    assert run["status"] == "Completed" and "hello a,b" in log, log
    write(tree, "components/train/train.additional_includes",
          "additional_includes:\n- ../../shared\n- ../../data/labels.csv\n")
    write(tree, "data/labels.csv", "c\n")
    run, log = tail(footplate)
    assert run["status"] == "Completed" and "hello c" in log, log


def test_a_change_in_one_of_them_is_a_change_of_the_step(footplate, tree):
    tail(footplate)
    assert step(footplate)["status"] == "Completed"
    _, log = tail(footplate)
    assert "reused_from" in footplate.json("show", step(footplate)["id"])["run"], log
    write(tree, "shared/words.py", "word = 'other'\n")
    _, log = tail(footplate)
    assert "other a,b" in log, log


def test_snapshot_shows_what_is_sent_and_what_the_rules_leave_out(footplate, tree):
    write(tree, "components/train/src/.amlignore", "*.log\n/shared/drafts/\n")
    write(tree, "shared/drafts/a.py", "")
    write(tree, "shared/.amlignore", "*.tmp\n")
    write(tree, "shared/x.tmp", "")
    answer = footplate.json("snapshot", "pipeline.yml")
    check_shape("SnapshotResult", answer)
    one = answer["snapshots"][0]
    assert one["code"] == str(tree / "components/train/src") and one["steps"] == ["train"]
    assert one["includes"] == [str(tree / "shared"), str(tree / "data/labels.csv")]
    assert [file["path"] for file in one["files"]] == [
        ".amlignore", "labels.csv", "main.py", "shared/.amlignore", "shared/words.py"]
    assert {(row["path"], row["rule"]) for row in one["left_out"]} == {
        ("shared/notes.log", "*.log"), ("shared/drafts", "/shared/drafts/"), ("shared/x.tmp", "*.tmp")}
    assert one["warnings"] == []
    assert str(tree / "shared") in footplate("snapshot", "pipeline.yml").stdout
    expected = footplate.json("submit", "pipeline.yml", "--dry-run")
    check_shape("DryRunResult", expected)
    assert expected["dry_run"]["steps"][0]["snapshot"]["files"] == 5


def test_a_traceback_names_the_file_that_was_included(footplate, tree):
    write(tree, "shared/words.py", "word = 1 / 0\n")
    run, log = tail(footplate, status=1)
    assert run["status"] == "Failed"
    error = footplate.json("show", step(footplate)["id"])["run"]["error"]
    assert (str(tree / "shared/words.py"), 1) in [(frame["file"], frame["line"]) for frame in error["traceback"]]


def test_diff_compares_them_with_the_folder_as_it_is(footplate, tree):
    run, _ = tail(footplate)
    write(tree, "shared/words.py", "word = 'changed'\n")
    difference = footplate.json("diff", run["id"])
    assert difference["steps"][0]["code"]["files"][0]["path"] == "shared/words.py"


@pytest.mark.parametrize("include, name", [("../other/main.py", "main.py"), ("./src/main.py", "main.py")])
def test_one_that_has_no_place_of_its_own(footplate, tree, include, name):
    write(tree, "components/other/main.py", "")
    write(tree, "components/train/train.yml", COMPONENT + f"additional_includes: ['{include}']\n")
    found = footplate.json("validate", "components/train/train.yml", status=1)["files"][0]["diagnostics"]
    assert [one["code"] for one in found] == ["rule.include-clash"]
    refused = footplate("submit", "pipeline.yml", status=1).stderr
    assert str(tree / "components/train/src/main.py") in refused and "additional_includes" in refused
    assert footplate.json("list")["runs"] == []


def test_two_folders_of_one_name_are_laid_together_but_not_two_files(footplate, tree):
    write(tree, "lib/shared/more.py", "")
    write(tree, "components/train/train.yml",
          COMPONENT + "additional_includes: [../../shared, ../../data/labels.csv, ../../lib/shared]\n")
    paths = [file["path"] for file in footplate.json("snapshot", "pipeline.yml")["snapshots"][0]["files"]]
    assert "shared/more.py" in paths and "shared/words.py" in paths
    write(tree, "lib/shared/words.py", "")
    refused = footplate("snapshot", "pipeline.yml", status=1).stderr
    assert str(tree / "shared/words.py") in refused and str(tree / "lib/shared/words.py") in refused


def test_a_path_that_is_not_there(footplate, tree):
    write(tree, "components/train/train.yml", COMPONENT + "additional_includes: [../../sharde]\n")
    found = footplate.json("validate", "components/train/train.yml", status=1)["files"][0]["diagnostics"]
    assert [one["code"] for one in found] == ["file.missing"]
    assert "no such file" in footplate("submit", "pipeline.yml", status=3).stderr
    write(tree, "components/train/train.yml", COMPONENT)
    write(tree, "components/train/train.additional_includes", "../../shared\n../gone\n")
    found = footplate.json("validate", "components/train/train.yml", status=1)["files"][0]["diagnostics"]
    assert [one["code"] for one in found] == ["file.missing"] and "train.additional_includes:2" in found[0]["message"]


def test_a_file_that_has_them_is_a_component_even_without_a_version(footplate, tree):
    write(tree, "components/train/train.yml",
          COMPONENT.replace("version: 1\n", "") + "additional_includes: [../../shared]\n")
    one = footplate.json("validate", "components/train/train.yml")["files"][0]
    assert (one["kind"], one["diagnostics"]) == ("commandComponent", [])


def test_what_only_the_service_can_make_is_refused_by_name(footplate, tree):
    write(tree, "components/train/train.yml", COMPONENT + "additional_includes: [../../shared.zip]\n")
    assert footplate.json("validate", "components/train/train.yml")["files"][0]["diagnostics"] == []
    assert "shared.zip" in footplate("submit", "pipeline.yml", status=4).stderr
    write(tree, "components/train/train.yml", COMPONENT)
    write(tree, "components/train/train.additional_includes",
          "additional_includes:\n- {type: artifact, feed: f, name: n, version: 1}\n")
    assert "artifact" in footplate("submit", "pipeline.yml", status=4).stderr
    assert footplate.json("list")["runs"] == []


def test_a_registered_component_takes_them_along(footplate, tree):
    write(tree, "components/train/train.yml",
          COMPONENT + "additional_includes: [../../shared]\n")
    write(tree, "components/train/train.additional_includes", "../../data/labels.csv\n")
    footplate("asset", "create", "components/train/train.yml")
    for gone in ("shared/words.py", "data/labels.csv", "components/train/train.yml"):
        (tree / gone).unlink()
    write(tree, "pipeline.yml", PIPELINE.replace("./components/train/train.yml", "azureml:train:1"))
    run, log = tail(footplate)
    assert run["status"] == "Completed" and "hello a,b" in log, log


def test_a_link_in_the_code_that_shows_what_is_included_stands_for_it(footplate, tree):
    (tree / "components/train/src/shared").symlink_to("../../../shared")
    run, log = tail(footplate)
    assert run["status"] == "Completed" and "hello a,b" in log, log
