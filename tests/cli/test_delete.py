"""`delete` and `prune`: runs go with their files, what goes on stays."""
from run_helpers import check_shape, going_on, ids, run_to_end, wait_for, write_job


def folder_of(project, run):
    return project / ".footplate" / "runs" / run


def test_a_deleted_run_is_gone_with_its_files(footplate, project):
    job = write_job(project, "head -c 5000 /dev/zero > outputs/zeros")
    run, other = (run_to_end(footplate, job)["id"] for _ in range(2))
    planned = footplate.json("delete", run, "--dry-run", status=0)
    check_shape("DeleteResult", planned)
    assert planned["freed"] > 5000 and folder_of(project, run).is_dir()
    assert footplate.json("delete", run, status=0)["freed"] > 5000
    assert not folder_of(project, run).exists() and folder_of(project, other).is_dir()
    assert ids(footplate.json("list")) == [other]
    assert footplate("delete", run, status=3)
    assert not [path for path in (project / ".footplate" / "runs").iterdir() if path.name.startswith(".")]


def test_what_goes_on_is_not_deleted(footplate, project):
    run = going_on(footplate, write_job(project, "sleep 60"))
    done = footplate("delete", run, status=4)
    assert "cancel it" in done.stderr
    assert footplate.json("prune", "--keep", "0", status=0)["deleted"] == []
    footplate("cancel", run, status=0)
    assert [one["id"] for one in footplate.json("prune", "--keep", "0", status=0)["deleted"]] == [run]


def test_a_removal_that_was_interrupted_is_finished_or_undone(footplate, project):
    job = write_job(project)
    aside, noted, gone, last = (run_to_end(footplate, job)["id"] for _ in range(4))
    runs = project / ".footplate" / "runs"
    # Moved aside before its record went, as earlier versions did it: the run has its files again.
    folder_of(project, aside).rename(folder_of(project, ".removed-" + aside))
    # Killed after the note: nothing has happened yet.
    (runs / (".removing-" + noted)).touch()
    # Killed after the record went.
    (runs / (".removing-gone")).touch()
    folder_of(project, gone).rename(folder_of(project, "gone"))
    left = runs / ".removed-gone-long-ago"
    left.mkdir()
    footplate("delete", gone, last, status=0)
    assert ids(footplate.json("list")) == [noted, aside]
    assert all((folder_of(project, run) / "plan.json").exists() for run in (noted, aside))
    assert not (runs / "gone").exists() and not left.exists()


def test_prune_chooses_by_number_size_and_age(footplate, project):
    job = write_job(project, "head -c ${{inputs.lr}} /dev/zero > outputs/zeros")
    small, large, newest = (run_to_end(footplate, job, "--set", f"inputs.lr={count}")["id"] for count in (10, 300_000, 20))

    def chosen(*limits):
        document = footplate.json("prune", *limits, "--dry-run", status=0)
        check_shape("DeleteResult", document)
        return [one["id"] for one in document["deleted"]]

    assert chosen("--keep", "1") == [large, small]
    assert chosen("--larger-than", "200 kB") == [large]
    assert chosen("--keep-size", "100k") == [large]
    assert chosen("--older-than", "1d") == []
    assert chosen("--older-than", "0s") == [newest, large, small]
    assert chosen("--keep", "0", "--where", "params.lr < 15") == [small]
    assert len(ids(footplate.json("list"))) == 3
    assert footplate.json("prune", "--keep", "2", status=0)["deleted"][0]["reason"] == "keep"
    assert ids(footplate.json("list")) == [newest, large]
    for wrong in (("--older-than", "soon"), ("--larger-than", "5 apples"), ()):
        assert footplate("prune", *wrong, status=2)


def test_other_looks_do_not_see_half_a_removal(footplate, project):
    job = write_job(project)
    runs = [run_to_end(footplate, job)["id"] for _ in range(3)]
    removals = [footplate.start("delete", run) for run in runs]
    wait_for(lambda: all(removal.poll() is not None for removal in removals))
    assert [removal.returncode for removal in removals] == [0, 0, 0]
    assert footplate.json("list", status=0)["runs"] == []
