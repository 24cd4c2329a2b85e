"""`tail`: one log or several, bounded whatever the lines are. Plain following is tests/cli/test_runs.py's."""
import json
import time

from run_helpers import check_shape, going_on, wait_for, write_job

PIPELINE = """\
type: pipeline
jobs:
  first: {command: "echo one; echo two", environment: {image: python}}
  second: {command: "echo three", environment: {image: python}}
"""


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def test_steps_of_a_pipeline_bear_their_names(footplate, project):
    (project / "pipeline.yml").write_text(PIPELINE)
    run = footplate.json("submit", "pipeline.yml", status=0)["run"]["id"]
    lines = footplate("tail", run, status=0).stdout.splitlines()
    assert [line for line in lines if line.startswith("first | ")] == ["first | one", "first | two"]
    assert "second | three" in lines
    assert footplate("tail", run, "--no-follow", "--lines", "1", status=0).stdout.count("first | ") == 1
    told = objects(footplate("tail", run, "--json", "--no-follow", status=0).stdout)
    for one in told:
        check_shape("TailLine", one)
    assert {"line": "three", "stream": "second"} in told


def test_processes_of_a_run_bear_their_ranks_also_those_that_come_later(footplate, project):
    job = write_job(project, f"echo main; while [ ! -e {project}/go ]; do sleep 0.05; done; echo end")
    run = going_on(footplate, job)
    tail = footplate.start("tail", run)
    assert tail.stdout.readline() == "main\n"
    folder = project / ".footplate" / "runs" / run / "user_logs"
    (folder / "std_log_process_3.txt").write_text("late\nhalf")
    assert tail.stdout.readline() == "rank 3 | late\n"
    (project / "go").touch()
    rest, _ = tail.communicate(timeout=60)
    assert sorted(rest.splitlines()) == ["end", "rank 3 | half"]


def test_lines_without_end_binary_bytes_and_half_characters_stay_bounded_and_whole(footplate, project):
    job = write_job(project, r"head -c 300001 /dev/zero | tr '\0' x; printf '\377\376 ok\n'; printf '\303\244\n'")
    run = footplate.json("submit", job, status=0)["run"]["id"]
    done = footplate("tail", run, "--json", status=0)
    told = objects(done.stdout)
    pieces = [one for one in told if one.get("goes_on")]
    assert pieces and max(len(one["line"]) for one in told) <= 64 * 1024
    text = "".join(one["line"] + ("" if one.get("goes_on") else "\n") for one in told)
    assert text == "x" * 300001 + "\ufffd\ufffd ok\nä\n"


def test_since_begins_with_what_was_written_then(footplate, project):
    job = write_job(project, f"echo early; while [ ! -e {project}/go ]; do sleep 0.05; done; echo late")
    run = going_on(footplate, job)
    wait_for(lambda: "early" in footplate("tail", run, "--no-follow").stdout)
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > 5)
    (project / "go").touch()
    footplate("tail", run, status=0)
    assert footplate("tail", run, "--since", "4s", "--no-follow", status=0).stdout == "late\n"
    assert footplate("tail", run, "--since", "1h", "--no-follow", status=0).stdout == "early\nlate\n"
    assert footplate("tail", run, "--since", "tomorrow", status=2)
