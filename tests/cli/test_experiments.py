"""`experiments`: names with how many runs they have."""
from run_helpers import check_shape, run_to_end, write_job


def test_experiments_are_counted_newest_first(footplate, project):
    assert footplate.json("experiments", status=0) == {"experiments": []}
    for name in ("one", "two", "one"):
        run_to_end(footplate, write_job(project, more=f"experiment_name: {name}\n"))
    document = footplate.json("experiments", status=0)
    check_shape("ExperimentsResult", document)
    assert [(one["name"], one["runs"], one["unfinished"]) for one in document["experiments"]] == [("one", 2, 0), ("two", 1, 0)]
    assert footplate("experiments", status=0).stdout.splitlines()[1].split()[:2] == ["one", "2"]
