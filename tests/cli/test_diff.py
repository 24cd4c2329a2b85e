"""`diff`: what differs between two runs, or a run and the working folder."""
import os
import re
import subprocess

import pytest

from run_helpers import check_shape, run_to_end

JOB = """\
type: command
code: src
command: "{command}"
inputs:
  lr: {lr}
environment_variables: {{MODE: {mode}, API_TOKEN: {token}}}
environment:
  image: library/python
"""
SCRIPT = "".join(f"print('line {number}')\n" for number in range(12))
GOLDEN = """\
--- a/train.py
+++ b/train.py
@@ -4,7 +4,8 @@
 print('line 3')
 print('line 4')
 print('line 5')
-print('line 6')
+print('another line')
+print('and one more')
 print('line 7')
 print('line 8')
 print('line 9')
"""


def write(project, command="true", lr=0.1, mode="fast", token="hunter2"):
    (project / "job.yml").write_text(JOB.format(command=command, lr=lr, mode=mode, token=token))


@pytest.fixture
def first(footplate, project):
    """A run of a folder with files of all kinds."""
    source = project / "src"
    (source / "pkg").mkdir(parents=True)
    (source / "train.py").write_text(SCRIPT)
    (source / "data.bin").write_bytes(b"a\0b")
    (source / "pkg" / "move.txt").write_text("the same content\n")
    (source / "pkg" / "run.sh").write_text("true\n")
    (source / "old.txt").write_text("old\n")
    (source / "link").symlink_to("train.py")
    (source / "large.csv").write_text("1\n" * 600_000)
    write(project)
    return run_to_end(footplate, "job.yml")["id"]


def change(project):
    source = project / "src"
    (source / "train.py").write_text(SCRIPT.replace("print('line 6')\n", "print('another line')\nprint('and one more')\n"))
    (source / "data.bin").write_bytes(b"a\0bc")
    (source / "pkg" / "move.txt").rename(source / "moved.txt")
    (source / "pkg" / "run.sh").chmod(0o755)
    (source / "old.txt").unlink()
    (source / "new ü.txt").write_text("new, without an end")
    (source / "link").unlink()
    (source / "link").symlink_to("pkg/run.sh")
    (source / "large.csv").write_text("2\n" * 600_000)
    write(project, command="echo other", lr=0.2, mode="slow", token="hunter3")


def files_of(document):
    return {file["path"]: file for file in document["code"]["files"]}


def rows_of(document):
    return {(row["group"], row["name"]): (row["old"], row["new"]) for row in document["rows"]}


def test_code_values_command_and_outcome(footplate, project, first):
    change(project)
    second = run_to_end(footplate, "job.yml")["id"]
    document = footplate.json("diff", first, second, status=0)
    check_shape("DiffResult", document)
    files = files_of(document)
    assert {path: file["status"] for path, file in files.items()} == {
        "train.py": "changed", "data.bin": "changed", "moved.txt": "renamed", "pkg/run.sh": "changed",
        "old.txt": "removed", "new ü.txt": "added", "link": "changed", "large.csv": "changed"}
    assert files["train.py"]["diff"] == GOLDEN
    assert (files["train.py"]["inserted"], files["train.py"]["deleted"]) == (2, 1)
    assert (files["data.bin"]["omitted"], files["data.bin"]["old_bytes"], files["data.bin"]["new_bytes"]) == ("binary", 3, 4)
    assert files["large.csv"]["omitted"] == "large" and files["large.csv"]["diff"] is None
    assert files["moved.txt"]["old_path"] == "pkg/move.txt" and files["moved.txt"]["diff"] is None
    assert (files["pkg/run.sh"]["old_kind"], files["pkg/run.sh"]["new_kind"]) == ("file", "executable")
    assert (files["link"]["old_link"], files["link"]["new_link"]) == ("train.py", "pkg/run.sh")
    assert files["old.txt"]["diff"].startswith("--- a/old.txt\n+++ /dev/null\n")
    assert document["code"]["unchanged"] == 0 and document["code"]["added"] == 1
    rows = rows_of(document)
    assert rows["inputs", "lr"] == ("0.1", "0.2") and rows["environment_variables", "MODE"] == ("fast", "slow")
    assert rows["outcome", "status"] == ("Completed", "Completed")
    assert rows["environment_variables", "API_TOKEN"] == ("***", "***"), "it differs, and stays secret"
    assert "hunter" not in str(document)
    assert document["command"].splitlines()[-2:] == ["-true", "+echo other"]
    assert document["environment"] is None and document["differs"]


def test_patches_together_make_the_new_code_of_the_old_one(footplate, project, first, tmp_path_factory):
    change(project)
    document = footplate.json("diff", first, status=0)
    patch = "".join(file["diff"] or "" for file in document["code"]["files"])
    copy = tmp_path_factory.mktemp("copy")
    (copy / "train.py").write_text(SCRIPT)
    (copy / "old.txt").write_text("old\n")
    subprocess.run(["git", "apply", "-p1", "-"], input=patch, text=True, cwd=copy, check=True)
    assert (copy / "train.py").read_text() == (project / "src/train.py").read_text()
    assert (copy / "new ü.txt").read_text() == "new, without an end" and not (copy / "old.txt").exists()


def test_one_run_is_compared_with_the_folder_as_it_is_now(footplate, project, first):
    unchanged = footplate.json("diff", first, status=0)
    check_shape("DiffResult", unchanged)
    assert not unchanged["differs"] and unchanged["new"]["run"] is None
    assert unchanged["code"]["files"] == [] and unchanged["rows"] == []
    assert "no difference" in footplate("diff", "@last", status=0).stdout
    change(project)
    document = footplate.json("diff", "@last", status=0)
    assert rows_of(document)["inputs", "lr"] == ("0.1", "0.2") and len(document["code"]["files"]) == 8
    assert footplate.json("list", status=0)["runs"][0]["id"] == first, "nothing was submitted"
    (project / "job.yml").unlink()
    without = footplate.json("diff", "@last", status=0)
    assert "job.yml" in without["new"]["note"] and len(without["code"]["files"]) == 8


def test_previous_is_the_run_of_the_experiment_before(footplate, project, first):
    assert "first run" in footplate("diff", first, "--previous", status=3).stderr
    write(project, lr=0.3)
    second = run_to_end(footplate, "job.yml")["id"]
    run_to_end(footplate, "job.yml", "--set", "experiment_name=elsewhere")
    document = footplate.json("diff", second, "--previous", status=0)
    assert document["old"]["label"] == first and rows_of(document)["inputs", "lr"] == ("0.1", "0.3")


def test_an_environment_is_compared_line_by_line(footplate, project, first):
    text = (project / "job.yml").read_text()
    (project / "job.yml").write_text(text + "  conda_file:\n    dependencies: [python=3.11, pip: [nothing-like-this==1.0]]\n")
    patch = footplate.json("diff", first, status=0)["environment"]
    assert {"+conda: python=3.11", "+pip: nothing-like-this==1.0"} <= set(patch.splitlines())


def test_short_forms_and_parts_of_the_code(footplate, project, first):
    change(project)
    assert footplate("diff", first, "--name-only", status=0).stdout.splitlines() == [
        "data.bin", "large.csv", "link", "moved.txt", "new ü.txt", "old.txt", "pkg/run.sh", "train.py"]
    stat = footplate("diff", first, "--stat", status=0).stdout
    assert "train.py  +2 -1 ++-" in stat and "another line" not in stat and "(binary, 3 B -> 4 B)" in stat
    assert "pkg/move.txt -> moved.txt\n" in stat
    parts = footplate.json("diff", first, "--path", "pkg", "--path", "old.txt", status=0)
    assert set(files_of(parts)) == {"moved.txt", "pkg/run.sh", "old.txt"}
    whole = files_of(footplate.json("diff", first, "--content", "--path", "train.py", status=0))["train.py"]
    assert whole["old_text"] == SCRIPT and whole["new_text"] == (project / "src/train.py").read_text()


def test_text_has_colours_on_a_terminal_only(footplate, project, first):
    change(project)
    plain = footplate("diff", first, status=0).stdout
    assert "\x1b" not in plain and "+print('another line')\n" in plain and re.search("MODE +fast +slow\n", plain)
    environment = {**footplate.environment, "NO_COLOR": "", "TERM": "xterm"}
    shown = subprocess.run(["script", "-qec", f"{footplate.binary} diff {first}", "/dev/null"], cwd=project, env=environment, capture_output=True, text=True, timeout=60)
    assert "\x1b[32m+print('another line')\x1b[0m" in shown.stdout and "\x1b[31m-print('line 6')\x1b[0m" in shown.stdout


def test_steps_of_pipelines_are_compared_by_name(footplate, project):
    def pipeline(steps):
        body = "".join(
            f"  {name}:\n    type: command\n    code: src\n    command: {command}\n    environment: {{image: library/python}}\n" for name, command in steps.items())
        (project / "pipeline.yml").write_text("type: pipeline\njobs:\n" + body)
    (project / "src").mkdir()
    (project / "src/a.txt").write_text("a\n")
    pipeline({"prepare": "'true'", "train": "echo 1", "drop": "'true'"})
    first = run_to_end(footplate, "pipeline.yml")["id"]
    (project / "src/a.txt").write_text("b\n")
    pipeline({"prepare": "'true'", "train": "echo 2", "extra": "'true'"})
    document = footplate.json("diff", first, status=0)
    check_shape("DiffResult", document)
    assert (document["steps_added"], document["steps_removed"], document["code"]) == (["extra"], ["drop"], None)
    steps = {step["name"]: step for step in document["steps"]}
    assert [file["path"] for file in steps["prepare"]["code"]["files"]] == ["a.txt"]
    assert steps["train"]["code"] is None, "the same code is told once"
    assert steps["train"]["command"].splitlines()[-2:] == ["-echo 1", "+echo 2"]
    text = footplate("diff", first, status=0).stdout
    assert "step train" in text and "step added: extra" in text and "step removed: drop" in text


def test_what_cannot_be_compared_is_said(footplate, project, first):
    assert "name two" in footplate("diff", first, first, first, status=2).stderr
    footplate("diff", "nobody", status=3)
    plan = project / ".footplate/runs" / first / "plan.json"
    plan.unlink()
    document = footplate.json("diff", first, status=0)
    assert "not kept" in document["old"]["note"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_named(footplate, project, first):
    (project / "src/train.py").chmod(0)
    assert "train.py" in footplate("diff", first, status=4).stderr
