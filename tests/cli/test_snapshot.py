"""`snapshot`: what a submit would send, and which rule leaves the rest out."""
import os
import subprocess

import pytest

from run_helpers import check_shape, run_to_end

JOB = """\
type: command
code: src
command: "ls -R"
environment: {image: library/python}
"""


@pytest.fixture
def source(project):
    folder = project / "src"
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "train.py").write_text("print(1)\n")
    (folder / "data" / "table.csv").write_text("1,2\n" * 100)
    (folder / "data" / "raw" / "big.bin").write_bytes(b"0" * 4096)
    (folder / "trace.log").write_text("x")
    (project / "job.yml").write_text(JOB)
    return folder


def snapshot(footplate, *words):
    answer = footplate.json("snapshot", *words)
    check_shape("SnapshotResult", answer)
    return answer["snapshots"][0]


def sent(one):
    return [file["path"] for file in one["files"]]


def rules(one):
    return {row["path"]: (row["rule_file"], row["rule_line"], row["rule"]) for row in one["left_out"]}


def test_files_sizes_and_the_line_that_leaves_one_out(footplate, project, source):
    (source / ".gitignore").write_text("# logs\n*.log\n\n/data/raw/\n")
    one = snapshot(footplate, "job.yml")
    assert one["code"] == str(source)
    assert sent(one) == [".gitignore", "data/table.csv", "train.py"]
    assert one["file_count"] == 3 and one["bytes"] == 400 + 9 + len("# logs\n*.log\n\n/data/raw/\n")
    assert one["largest"][0]["path"] == "data/table.csv"
    file = str(source / ".gitignore")
    assert rules(one) == {"data/raw": (file, 4, "/data/raw/"), "trace.log": (file, 2, "*.log")}
    assert not (project / ".footplate" / "objects").exists()


def test_what_is_shown_is_what_is_sent(footplate, project, source):
    (source / ".amlignore").write_text("raw/\n")
    shown = snapshot(footplate, "job.yml")
    run = run_to_end(footplate, "job.yml")
    assert (run["snapshot"]["files"], run["snapshot"]["bytes"]) == (shown["file_count"], shown["bytes"])


def test_a_nested_ignore_file_is_one_that_azure_does_not_read(footplate, project, source):
    (source / "data" / ".gitignore").write_text("raw/\n")
    one = snapshot(footplate, "src")
    assert rules(one)["data/raw"] == (str(source / "data" / ".gitignore"), 1, "raw/")
    assert any("data/.gitignore" in warning for warning in one["warnings"])


def test_excluding_adds_a_line_and_keeps_what_the_gitignores_said(footplate, project, source):
    (source / ".gitignore").write_text("*.log\n")
    (source / "data" / ".gitignore").write_text("/raw/\n!keep\n*.tmp\n")
    (source / "data" / "a [1].csv").write_text("1")
    (source / "data" / "a 1.csv").write_text("1")
    (source / "data" / "x.tmp").write_text("1")
    one = snapshot(footplate, "job.yml", "--exclude", "data/a [1].csv")
    lines = (source / ".amlignore").read_text().splitlines()[1:]
    assert lines == ["*.log", "/data/raw/", "!/data/**/keep", "/data/**/*.tmp", "/data/a \\[1].csv"]
    assert set(rules(one)) == {"trace.log", "data/raw", "data/x.tmp", "data/a [1].csv"}
    again = snapshot(footplate, "job.yml", "--exclude", "data")
    assert rules(again)["data"][2] == "/data/"
    assert (source / ".amlignore").read_text().splitlines()[1:] == [*lines, "/data/"]


def test_excluding_what_is_elsewhere_or_not_there_is_refused(footplate, project, source):
    assert footplate.json("snapshot", "job.yml", "--exclude", "../job.yml", status=1)["error"]["code"] == "invalid"
    assert footplate.json("snapshot", "job.yml", "--exclude", "nothing", status=3)["error"]["code"] == "notFound"
    assert not (source / ".amlignore").exists()


def test_limits_of_the_service_are_told(footplate, project, source):
    for number in range(2001):
        (source / f"{number}.txt").touch()
    text = footplate("snapshot", "job.yml").stdout
    assert "more than 2000 files" in text
    assert "data/raw/big.bin" in text


def test_rules_of_the_folders_above_count_up_to_the_repository(footplate, project, source):
    (project / ".git").mkdir()
    (project / ".gitignore").write_text("*.log\n/src/data/raw/\n")
    one = snapshot(footplate, "job.yml")
    assert sent(one) == ["data/table.csv", "train.py"]
    assert rules(one)["trace.log"] == (str(project / ".gitignore"), 1, "*.log")
    assert any(str(project / ".gitignore") in warning for warning in one["warnings"])


def test_pipes_and_folders_without_files_are_named(footplate, project, source):
    os.mkfifo(source / "pipe")
    (source / "empty" / "inner").mkdir(parents=True)
    left = rules(snapshot(footplate, "job.yml"))
    assert left["pipe"] == left["empty"] == (None, None, None)
    assert "empty/inner" not in left, "the topmost is enough"
    (source / "logs").mkdir()
    (source / "logs" / "a.log").write_text("x")
    (source / ".gitignore").write_text("*.log\n")
    left = rules(snapshot(footplate, "job.yml"))
    assert "logs/a.log" in left and "logs" not in left, "what is in it is told"
    shown = footplate("snapshot", "job.yml").stdout
    assert "no file in it is sent" in shown and "neither file nor link" in shown


def test_folders_nested_without_end_are_refused_not_cut_off(footplate, project, source):
    place = os.open(source, os.O_RDONLY)
    for _ in range(600):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(os.open("lost.txt", os.O_CREAT | os.O_WRONLY, dir_fd=place))
    os.close(place)
    assert "nested deeper than 512 levels" in footplate("snapshot", "job.yml", status=1).stderr
    (source / ".amlignore").write_text("/d/\n")
    assert sent(snapshot(footplate, "job.yml"))[0] == ".amlignore"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_all_that_may_not_be_read_is_named_before_anything_is_stored(footplate, project, source):
    for name in ("secret.key", "data/other.key"):
        (source / name).write_text("x")
        (source / name).chmod(0)
    for path in (project, *project.parents):
        if str(path).startswith("/tmp/"):
            path.chmod(path.stat().st_mode | 0o055)
    home = project / "home"
    home.mkdir()
    for path in (project, home, *project.glob(".footplate")):
        path.chmod(0o777)

    def refused():
        done = subprocess.run(
            ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", footplate.binary, "-C", project, "submit", "job.yml"],
            capture_output=True, text=True, timeout=60, env={**os.environ, "HOME": str(home)}, check=False,
        )
        if done.returncode == 126:
            pytest.skip("the program cannot be reached by another user")
        assert done.returncode == 4, done.stderr
        return done.stderr

    told = refused()
    assert f"{source}/data/other.key, {source}/secret.key" in told and f"footplate snapshot {source} --exclude PATH" in told
    for name, mode in (("closed", 0), ("listed", 0o444)):
        (source / name).mkdir()
        (source / name / "inner.py").write_text("x")
        (source / name).chmod(mode)
    assert f"{source}/closed, {source}/listed/inner.py" in refused(), "a folder that cannot be entered, too"
    assert not list(project.glob(".footplate/objects/??"))


def test_a_link_out_of_the_code_is_left_out_by_the_advice_given(footplate, project, source):
    (source / ".gitignore").write_text("*.log\n")
    (source / "my data").symlink_to(project)
    refused = footplate("snapshot", "job.yml", status=1).stderr
    assert f"`footplate snapshot {source} --exclude 'my data'`" in refused
    one = snapshot(footplate, str(source), "--exclude", "my data")
    assert set(rules(one)) == {"my data", "trace.log"}, "the .gitignore's lines are kept"


def test_a_gitignore_that_is_a_link_does_not_count_and_is_told(footplate, project, source):
    (project / "rules").write_text("*.log\n")
    (source / "rules").write_text("*.log\n")
    (source / ".gitignore").symlink_to("rules")
    one = snapshot(footplate, "job.yml")
    assert "trace.log" in sent(one)
    assert any(warning.startswith(".gitignore is a link, which git does not follow") for warning in one["warnings"])
