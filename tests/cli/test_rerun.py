"""`rerun`: the same plan and snapshot, with changed values."""
from run_helpers import check_shape, run_to_end, write_job

PIPELINE = """\
type: pipeline
inputs: {word: one}
jobs:
  say:
    command: echo ${{inputs.w}}
    inputs: {w: "${{parent.inputs.word}}"}
    environment: {image: python}
"""


def test_the_code_is_that_of_the_first_run_and_values_may_change(footplate, project):
    (project / "src").mkdir()
    (project / "src" / "word.txt").write_text("as submitted\n")
    first = run_to_end(footplate, write_job(project, "cat word.txt; echo lr=${{inputs.lr}}", "code: src\n"))
    (project / "src" / "word.txt").write_text("changed since\n")
    (project / "job.yml").unlink()
    document = footplate.json("rerun", first["id"], "--set", "inputs.lr=0.5", "--set", "tags.try=2", "--tail", status=0)
    check_shape("RunResult", document)
    again = document["run"]
    assert again["id"] != first["id"] and again["status"] == "Completed"
    assert again["snapshot"] == first["snapshot"]
    assert again["tags"] == {"rerun_of": first["id"], "try": "2"} and again["params"]["lr"] == "0.5"
    assert footplate("tail", again["id"], status=0).stdout == "as submitted\nlr=0.5\n"
    for wrong in ("inputs.none=1", "command=echo", "inputs.lr", "=1", "limits.timeout=soon"):
        assert footplate("rerun", first["id"], "--set", wrong, status=2)
    assert len(footplate.json("list")["runs"]) == 2


def test_a_whole_pipeline(footplate, project):
    (project / "pipeline.yml").write_text(PIPELINE)
    first = run_to_end(footplate, "pipeline.yml")["id"]
    again = footplate.json("rerun", first, "--tail", status=0)["run"]
    assert again["status"] == "Completed" and len(again["children"]) == 1
    assert "say | one" in footplate("tail", again["id"], status=0).stdout
    assert "submit FILE --set inputs.word" in footplate("rerun", first, "--set", "inputs.word=two", status=2).stderr
