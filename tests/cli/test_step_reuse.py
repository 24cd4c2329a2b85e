"""Steps of pipelines whose results are there already are not run again."""
import pathlib

import pytest

from pipeline_helpers import children, log_of, pipeline, submit, write

ENVIRONMENT = "environment: {image: library/python:latest}\n"
COUNTED = "echo ran >> %s/count; "  # outside of what decides whether a step is the same


@pytest.fixture
def two_steps(project):
    """prep -> train, each noting in `count` that it ran."""
    counted = COUNTED % project
    write(project, {
        "data/in.txt": "one\n",
        "prep.yml": "name: prep\ntype: command\ninputs:\n  raw: {type: uri_folder}\noutputs:\n  clean: {type: uri_folder}\n"
                    f"code: ./src\n{ENVIRONMENT}command: {counted}cat ${{{{inputs.raw}}}}/in.txt > ${{{{outputs.clean}}}}/out.txt; cat note.txt\n",
        "src/note.txt": "first version\n",
    })
    metric = "echo '{\"name\": \"loss\", \"value\": 0.5, \"step\": 3}' >> $FOOTPLATE_METRICS_FILE; echo kept > outputs/kept.txt; "
    return pipeline(project, {
        "prep": "type: command\ncomponent: ./prep.yml\ninputs:\n  raw: {type: uri_folder, path: ./data}",
        "train": f"command: >-\n  {counted}{metric}echo ${{{{inputs.lr}}}} | cat ${{{{inputs.data}}}}/out.txt - > ${{{{outputs.model}}}}/m.txt\n"
                 "inputs:\n  data: ${{parent.jobs.prep.outputs.clean}}\n  lr: ${{parent.inputs.lr}}\noutputs:\n  model: ${{parent.outputs.best}}",
    }, "inputs:\n  lr: 0.1\noutputs:\n  best: {type: uri_folder}\n")


def counted(project):
    """How many steps were run since the last look."""
    file = project / "count"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return len(lines)


def best(run):
    return (pathlib.Path(run["outputs"]["best"]["path"]) / "m.txt").read_text()


def test_a_step_takes_what_the_same_step_gave_before(footplate, project, two_steps):
    first, _ = submit(footplate, two_steps, status=0)
    assert counted(project) == 2
    second, _ = submit(footplate, two_steps, status=0)
    assert counted(project) == 0
    old, new = children(footplate, first["id"]), children(footplate, second["id"])
    assert {name: step["reused_from"] for name, step in new.items()} == {name: step["id"] for name, step in old.items()}
    assert all("reused_from" not in step for step in old.values())
    train = new["train"]
    assert (train["status"], train["metrics"]) == ("Completed", {"loss": 0.5})
    assert footplate.json("metrics", train["id"])["metrics"]["loss"][0]["step"] == 3
    assert (project / ".footplate/runs" / train["id"] / "outputs/kept.txt").read_text() == "kept\n"
    assert "first version" in log_of(footplate, new["prep"]) and old["prep"]["id"] in log_of(footplate, new["prep"])
    assert "step train was not run: results of " + old["train"]["id"] in log_of(footplate, second)
    assert best(second) == "one\n0.1\n"
    # Results of results are told as those of who has run, once.
    again, _ = submit(footplate, two_steps, status=0)
    latest = children(footplate, again["id"])
    assert {name: step["reused_from"] for name, step in latest.items()} == {name: step["id"] for name, step in old.items()}
    assert log_of(footplate, latest["prep"]) == log_of(footplate, new["prep"])
    assert old["train"]["id"] in footplate("show", train["id"], status=0).stdout
    # Each has its own copy: what is deleted takes nothing from the others.
    footplate("delete", first["id"], status=0)
    assert best(second) == "one\n0.1\n"
    third, _ = submit(footplate, two_steps, status=0)
    assert counted(project) == 0 and best(third) == "one\n0.1\n"


def test_what_changes_is_run_and_what_depends_on_it(footplate, project, two_steps):
    submit(footplate, two_steps, status=0)
    counted(project)
    run, _ = submit(footplate, two_steps, "--set", "inputs.lr=0.2", status=0)
    assert counted(project) == 1 and best(run) == "one\n0.2\n"
    (project / "src/note.txt").write_text("second version\n")
    submit(footplate, two_steps, status=0)
    assert counted(project) == 1  # the code of prep, which gives the same data as before
    (project / "data/in.txt").write_text("two\n")
    run, _ = submit(footplate, two_steps, status=0)
    assert counted(project) == 2 and best(run) == "two\n0.1\n"
    (project / "data/in.txt").write_text("one\n")
    run, _ = submit(footplate, two_steps, status=0)
    assert counted(project) == 0 and best(run) == "one\n0.1\n"


@pytest.mark.parametrize("how", ["force_rerun", "not deterministic", "environment variable", "failed"])
def test_what_is_run_whatever_there_is(footplate, project, how):
    component = f"name: c\ntype: command\n{ENVIRONMENT}command: {COUNTED % project}test $KIND != failed\n"
    if how == "not deterministic":
        component += "is_deterministic: false\n"
    write(project, {"c.yml": component})
    for number in range(2):
        kind = f"{number}" if how == "environment variable" else how.replace(" ", "_")
        file = pipeline(project, {"a": f"type: command\ncomponent: ./c.yml\nenvironment_variables: {{KIND: '{kind}'}}"},
                        "settings: {force_rerun: true}" if how == "force_rerun" else "")
        submit(footplate, file, status=1 if how == "failed" else 0)
    assert counted(project) == 2


def test_running_again_without_a_change_runs_everything(footplate, project, two_steps):
    first, _ = submit(footplate, two_steps, status=0)
    counted(project)
    assert footplate.json("rerun", first["id"], "--tail", timeout=120)["run"]["status"] == "Completed"
    assert counted(project) == 2
    footplate.json("rerun", first["id"], "--set", "inputs.lr=0.3", "--tail", timeout=120)
    assert counted(project) == 1


def test_rounds_of_a_loop_are_each_run(footplate, project):
    write(project, {"body.yml": "name: body\ntype: command\noutputs:\n  go: {type: boolean, is_control: true}\n" + ENVIRONMENT +
                                f"command: {COUNTED % project}echo $([ $(wc -l < {project}/count) -lt 3 ] && echo true || echo false) > ${{{{outputs.go}}}}\n"})
    (project / "loop.yml").write_text(
        "type: pipeline\njobs:\n  body: {type: command, component: ./body.yml}\n"
        "  loop: {type: do_while, body: '${{parent.jobs.body}}', condition: go, mapping: {}, limits: {max_iteration_count: 5}}\n")
    submit(footplate, "loop.yml", status=0)
    assert counted(project) == 3


def test_results_that_are_taken_get_the_name_that_is_asked_for(footplate, project):
    step = "command: echo x > ${{{{outputs.o}}}}/f\noutputs:\n  o: {{type: uri_folder{}}}"
    names = ["", ", name: made, version: 3", ", name: made, version: 3", ", name: other"]
    assets = []
    for name in names:
        run, log = submit(footplate, pipeline(project, {"a": step.format(name)}), status=0)
        assets.append(children(footplate, run["id"])["a"]["outputs"]["o"].get("asset"))
    assert assets == [None, "azureml:made:3", "azureml:made:3", "azureml:other:1"]
    (project / "use.yml").write_text(f"type: command\n{ENVIRONMENT}command: cat ${{{{inputs.d}}}}/f\n"
                                     "inputs: {d: {type: uri_folder, path: 'azureml:other@latest'}}\n")
    assert "x\n" in submit(footplate, "use.yml", status=0)[1]
