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


PLACES = """\
type: pipeline
experiment_name: words
inputs: {word: one, number: 1, table: {type: uri_file, path: table.csv}}
jobs:
  say:
    command: echo ${{inputs.w}} $WORD ${{inputs.both}} && cat words.txt
    code: src
    inputs: {w: "${{parent.inputs.word}}", both: "${{parent.inputs.word}}-${{parent.inputs.number}}"}
    environment_variables: {WORD: "${{parent.inputs.word}}"}
    environment: {image: python}
  fixed:
    command: echo ${{inputs.w}} && cat ${{inputs.table}}
    inputs: {w: one, table: "${{parent.inputs.table}}"}
    environment: {image: python}
"""


def log_of(footplate, run):
    return sorted(line for line in footplate("tail", run, status=0).stdout.splitlines() if " | " in line)


def test_a_pipeline_with_other_values_of_its_inputs(footplate, project):
    (project / "src").mkdir()
    (project / "src/words.txt").write_text("as submitted\n")
    for name in ("table", "other"):
        (project / f"{name}.csv").write_text(name + "\n")
    (project / "pipeline.yml").write_text(PLACES)
    first = run_to_end(footplate, "pipeline.yml", "--set", "inputs.number=5")["id"]
    assert log_of(footplate, first) == ["fixed | one", "fixed | table", "say | as submitted", "say | one one one-5"]
    (project / "src/words.txt").write_text("changed since\n")
    again = footplate.json("rerun", first, "--set", "inputs.word=two", "--set", "inputs.table=other.csv", "--set", "tags.a=b", "--tail", status=0)["run"]
    assert again["tags"] == {"rerun_of": first, "a": "b"} and again["experiment"] == "words"
    assert log_of(footplate, again["id"]) == ["fixed | one", "fixed | other", "say | as submitted", "say | two two two-5"]
    third = footplate.json("rerun", again["id"], "--set", "inputs.number=7", "--tail", status=0)["run"]["id"]
    assert "say | two two two-7" in log_of(footplate, third), "a rerun is run again with what it had"
    step = next(child["id"] for child in again["children"] if child["display_name"] == "say")
    assert footplate.json("rerun", step, "--set", "inputs.w=x", "--tail", status=0)["run"]["status"] == "Completed"


def test_a_pipeline_whose_file_has_changed_is_not_planned_again(footplate, project):
    (project / "pipeline.yml").write_text(PIPELINE)
    first = run_to_end(footplate, "pipeline.yml")["id"]
    (project / "pipeline.yml").write_text(PIPELINE.replace("echo", "echo more"))
    done = footplate("rerun", first, "--set", "inputs.word=two", status=4)
    assert "changed since" in done.stderr and "submit FILE --set inputs.word=two" in done.stderr
    assert footplate("rerun", first, "--tail").returncode == 0, "as it was, it runs again"
