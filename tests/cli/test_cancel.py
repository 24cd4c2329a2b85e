"""`cancel`: the whole tree of processes, several runs at once, and true when it returns."""
import os
import subprocess

from run_helpers import check_shape, going_on, run_to_end, wait_for, write_job


def alive(marker):
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if marker in line and "ps -eo" not in line]


def test_the_whole_tree_is_gone_when_cancel_returns(footplate, project):
    number = f"4{os.getpid()}"
    run = going_on(footplate, write_job(project, f"trap '' TERM; (setsid sleep {number} &) ; sleep {number} & sleep {number}"))
    wait_for(lambda: len(alive(f"sleep {number}")) >= 3)
    document = footplate.json("cancel", run, status=0)
    check_shape("RunResult", document)
    assert document["run"]["status"] == "Canceled"
    assert not [line for line in alive(f"sleep {number}") if line.startswith("sleep")]


def test_a_script_may_clean_up(footplate, project):
    run = going_on(footplate, write_job(project, "trap 'echo bye; exit 0' TERM; echo up; while true; do sleep 0.1; done"))
    wait_for(lambda: "up" in footplate("tail", run, "--no-follow").stdout)
    assert footplate.json("cancel", run, status=0)["run"]["status"] == "Canceled"
    assert footplate("tail", run, "--no-follow").stdout.endswith("bye\n")


def test_several_all_and_by_condition(footplate, project):
    job = write_job(project, "sleep 100")
    ended = run_to_end(footplate, write_job(project, name="short.yml"))["id"]
    first, second = (footplate.json("submit", job, "--set", f"tags.n={n}", status=0)["run"]["id"] for n in (1, 2))
    document = footplate.json("cancel", first, ended, status=4)
    check_shape("RunsResult", document)
    assert [(run["id"], run["status"]) for run in document["runs"]] == [(first, "Canceled")]
    assert "has ended already" in footplate("cancel", ended, status=4).stderr
    third = footplate.json("submit", job, status=0)["run"]["id"]
    assert footplate.json("cancel", "--where", "tags.n = 2", status=0)["run"]["id"] == second
    assert footplate.json("show", second)["run"]["status"] == "Canceled"
    assert footplate.json("show", third)["run"]["status"] != "Canceled"
    footplate("cancel", "--all", status=0)
    assert footplate.json("show", third)["run"]["status"] == "Canceled"
    assert footplate("cancel", "--all", status=0).stdout == "no run fits\n"
    assert footplate("cancel", status=2)
