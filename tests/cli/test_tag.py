"""`tag`: tags, display name and note of one run or several."""
from run_helpers import check_shape, ids, run_to_end, write_job


def test_tags_are_set_and_taken_away(footplate, project):
    run = run_to_end(footplate, write_job(project))["id"]
    document = footplate.json("tag", run, "owner=ada", "formula=a=b", status=0)
    check_shape("RunResult", document)
    assert document["run"]["tags"] == {"owner": "ada", "formula": "a=b"}
    assert footplate.json("tag", "@last", "--remove", "formula", status=0)["run"]["tags"] == {"owner": "ada"}
    assert footplate("tag", run, "--remove", "formula", status=3)
    assert footplate("tag", run, "=x", status=2)
    assert footplate("tag", run, status=2)


def test_display_name_and_note(footplate, project):
    run = run_to_end(footplate, write_job(project))["id"]
    changed = footplate.json("tag", run, "--name", "the best", "--note", "as good\nas it gets", status=0)["run"]
    assert (changed["display_name"], changed["description"]) == ("the best", "as good\nas it gets")
    assert ids(footplate.json("list", "--where", "display_name ilike 'THE%'")) == [run]
    assert footplate.json("tag", run, "--name", "", status=0)["run"]["display_name"] == run


def test_several_at_once_and_by_condition(footplate, project):
    job = write_job(project)
    runs = [run_to_end(footplate, job, "--set", f"inputs.lr={lr}")["id"] for lr in (1, 2)]
    document = footplate.json("tag", *runs, "all=yes", status=0)
    check_shape("RunsResult", document)
    assert ids(document) == runs
    footplate("tag", "--where", "params.lr = 2", "two=yes", status=0)
    assert ids(footplate.json("list", "--tag", "two=yes")) == runs[1:]
    partly = footplate("tag", *runs, "--remove", "two", "--json", status=3)
    assert runs[0] in partly.stderr and runs[1] in partly.stdout
