"""`show`: everything about a run, for people and as JSON."""
from run_helpers import check_shape, run_to_end, write_job


def test_a_failed_run_is_shown_with_its_reason_and_the_end_of_its_log(footplate, project):
    run = run_to_end(footplate, write_job(project, "for i in $(seq 40); do echo line $i; done; echo api_key=abcdefgh1234; exit 3"))["id"]
    document = footplate.json("show", run, status=0)
    check_shape("RunResult", document)
    shown = document["run"]
    assert shown["status"] == "Failed" and shown["exit_code"] == 3
    assert len(shown["log"]) == 20 and shown["log"][0] == "line 22"
    assert "abcdefgh1234" not in str(document)
    assert shown["file"] == str(project / "job.yml")
    text = footplate("show", run, status=0).stdout
    for word in ("Failed", "exitCode", "lr = 0.1", "Running", "end of the log", "line 40", "folder"):
        assert word in text
    assert [phase["name"] for phase in shown["phases"]][-2:] == ["Running", "Finalizing"]


def test_several_runs(footplate, project):
    job = write_job(project)
    runs = [run_to_end(footplate, job)["id"] for _ in range(2)]
    document = footplate.json("show", *runs, status=0)
    check_shape("RunsResult", document)
    assert [run["id"] for run in document["runs"]] == runs
    assert footplate("show", status=2)


def test_names_and_errors_cannot_move_the_cursor(footplate, project):
    run = run_to_end(footplate, write_job(project, r"printf 'a\033[2Jb\n'; false"))["id"]
    footplate("tag", run, "--name", "x\033[2Jy", status=0)
    assert "\033" not in footplate("show", run, status=0).stdout
