"""`archive` and `restore`: out of the lists and back, with what is below."""
from run_helpers import check_shape, ids, run_to_end, write_job


def test_archived_runs_leave_the_list_until_restored(footplate, project):
    run = run_to_end(footplate, write_job(project))["id"]
    document = footplate.json("archive", run, status=0)
    check_shape("RunResult", document)
    assert document["run"]["archived"] is True
    assert ids(footplate.json("list")) == []
    assert ids(footplate.json("list", "--archived")) == [run]
    assert footplate.json("experiments")["experiments"] == []
    assert footplate.json("show", run, status=0)["run"]["id"] == run
    assert "archived" not in footplate.json("restore", run, status=0)["run"]
    assert ids(footplate.json("list")) == [run]
    footplate("archive", "--where", "kind = command", status=0)
    assert ids(footplate.json("list")) == []
    footplate("restore", "--where", "kind = command", status=0)
    assert ids(footplate.json("list")) == [run]
    assert footplate("archive", "nothing", status=3)
