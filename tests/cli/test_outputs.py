"""`outputs`: listed, found, and copied somewhere else."""
import os

from run_helpers import check_shape, run_to_end, write_job

COMMAND = "echo a > outputs/a.txt; mkdir -p ${{outputs.model}}/deep; echo m > ${{outputs.model}}/deep/m.bin; ln -s m.bin ${{outputs.model}}/deep/link"


def test_outputs_are_listed_with_their_files(footplate, project):
    run = run_to_end(footplate, write_job(project, COMMAND))["id"]
    document = footplate.json("outputs", run, status=0)
    check_shape("OutputsResult", document)
    assert [(one["output"], one["path"]) for one in document["files"] if one["output"] != "user_logs"] == [
        ("model", "deep/link"), ("model", "deep/m.bin"), ("outputs", "a.txt")]
    assert "deep/m.bin" in footplate("outputs", run, status=0).stdout
    path = footplate("outputs", run, "path", "model", status=0).stdout.strip()
    assert (project / path / "deep" / "m.bin").read_text() == "m\n"
    assert footplate("outputs", run, "path", "none", status=3)
    assert footplate("outputs", run, "burn", status=2)


def test_of_very_many_files_those_not_listed_are_counted(footplate, project):
    run = run_to_end(footplate, write_job(project, "cd outputs && seq 10020 | xargs touch"))["id"]
    document = footplate.json("outputs", run, "list", "outputs", status=0)
    assert (len(document["files"]), document["files_left_off"]) == (10000, 20)
    assert footplate("outputs", run, "list", "outputs", status=0).stdout.endswith("20 more files not listed\n")


def test_outputs_are_copied_and_nothing_is_written_over(footplate, project, tmp_path):
    run = run_to_end(footplate, write_job(project, COMMAND))["id"]
    target = tmp_path / "copy"
    document = footplate.json("outputs", run, "download", "-o", target, status=0)
    check_shape("OutputsResult", document)
    assert (target / "model" / "deep" / "m.bin").read_text() == "m\n"
    assert os.readlink(target / "model" / "deep" / "link") == "m.bin"
    assert (target / "outputs" / "a.txt").read_text() == "a\n"
    (target / "outputs" / "a.txt").write_text("mine")
    refused = footplate("outputs", run, "download", "outputs", "-o", target, status=4)
    assert "a.txt is there already" in refused.stderr
    assert (target / "outputs" / "a.txt").read_text() == "mine"
    footplate("outputs", run, "download", "outputs", "-o", target, "--force", status=0)
    assert (target / "outputs" / "a.txt").read_text() == "a\n"


def test_open_says_where_when_nothing_opens_folders(footplate, project):
    run = run_to_end(footplate, write_job(project))["id"]
    footplate.environment["PATH"] = "/nonexistent"
    done = footplate("outputs", run, "open", status=4)
    assert str(project / ".footplate" / "runs" / run) in done.stderr
