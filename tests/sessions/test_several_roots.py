"""A window with two projects: verbs without a file answer for both, verbs about a run act where the run is."""
import json
import time

import pytest

from editor import Editor, Refused

JOB = """\
$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
command: >-
  echo "{\\"name\\": \\"loss\\", \\"value\\": ${{inputs.loss}}}" >> $FOOTPLATE_METRICS_FILE && sleep ${{inputs.rest}}
inputs: {loss: 1.5, rest: 0}
environment: {image: ubuntu}
experiment_name: shared
code: .
"""
COMPUTE = "$schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json\nname: %s\ntype: amlcompute\nsize: STANDARD_D2_V2\n"
DATA = "$schema: https://azuremlschemas.azureedge.net/latest/data.schema.json\nname: %s\ntype: uri_file\npath: job.yml\n"


@pytest.fixture
def projects(tmp_path):
    for name in ("left", "right"):
        (tmp_path / name / ".footplate/compute").mkdir(parents=True)
        (tmp_path / name / "job.yml").write_text(JOB)
        (tmp_path / name / f".footplate/compute/pool-{name}.yml").write_text(COMPUTE % f"pool-{name}")
    return tmp_path / "left", tmp_path / "right"


@pytest.fixture
def editor(tmp_path, projects):
    editor = Editor(tmp_path, *projects)
    editor.start()
    yield editor
    try:
        editor.verb("cancel", all=True)
    except Refused:
        pass  # nothing was submitted
    editor.close()


def submit(editor, project, wait=True, **inputs):
    given = [f"inputs.{name}={value}" for name, value in inputs.items()]
    run = editor.verb("submit", file=str(project / "job.yml"), set=given)["run"]["id"]
    if wait:
        editor.ended(run)
    return run


def ids(answer):
    return [run["id"] for run in answer["runs"]]


def pages(editor, **wish):
    """All runs, two at a time."""
    seen, cursor = [], None
    while True:
        answer = editor.verb("list", limit=2, **wish, **({"cursor": cursor} if cursor else {}))
        seen += ids(answer)
        cursor = answer["next"]
        if cursor is None:
            return seen
        assert len(answer["runs"]) == 2 and len(seen) < 50


def test_one_list_of_both_projects_is_sorted_and_paged(editor, projects):
    losses = [0.5, 3, 2, 10, 1, 0.25, 7]
    runs = [submit(editor, projects[number % 2 if number < 4 else 0], loss=loss) for number, loss in enumerate(losses)]
    assert ids(editor.verb("list")) == runs[::-1]
    assert pages(editor) == runs[::-1]
    assert pages(editor, sort="created", ascending=True) == runs
    by_loss = [run for _, run in sorted(zip(losses, runs))]
    assert pages(editor, sort="metrics.loss", ascending=True) == by_loss
    assert pages(editor, sort="params.loss") == by_loss[::-1]
    assert pages(editor, where="metrics.loss < 3") == [run for loss, run in zip(losses, runs) if loss < 3][::-1]
    assert pages(editor, folder=str(projects[1])) == [runs[3], runs[1]]
    # Runs that came after the first page do not move what follows.
    first = editor.verb("list", limit=3)
    submit(editor, projects[1])
    assert ids(editor.verb("list", limit=50, cursor=first["next"])) == runs[::-1][3:]
    with pytest.raises(Refused, match="cursor"):
        editor.verb("list", cursor="t_i1_i2")


def test_experiments_of_one_name_are_counted_together(editor, projects):
    assert editor.verb("experiments") == {"experiments": []}
    runs = [submit(editor, project) for project in (*projects, projects[0])]
    [one] = editor.verb("experiments")["experiments"]
    assert (one["name"], one["runs"], one["unfinished"]) == ("shared", 3, 0)
    assert one["newest"] == editor.verb("show", run=runs[-1])["run"]["created"]


def test_verbs_act_in_the_project_of_each_run(editor, projects):
    left, right = (submit(editor, project, loss=loss) for project, loss in zip(projects, (1, 2)))
    assert editor.verb("show", run="@last")["run"]["id"] == right
    assert ids(editor.verb("tag", runs=[left, right, "owner=ada"])) == [left, right]
    assert ids(editor.verb("list", where="tags.owner = 'ada'")) == [right, left]
    compared = editor.verb("compare", runs=[left, right])
    assert next(row["values"] for row in compared["rows"] if row["name"] == "loss") == ["1", "2"]
    assert [run["metrics"]["loss"][0]["value"] for run in editor.verb("metrics", runs=[left, right, "loss"])["runs"]] == [1, 2]
    (projects[1] / "job.yml").write_text(JOB.replace("echo", "echo  "))
    third = submit(editor, projects[1])
    differing = editor.verb("diff", runs=[left, third])
    assert differing["command"] and [file["path"] for file in differing["code"]["files"]] == ["job.yml"]
    again = editor.verb("rerun", run=right)["run"]["id"]
    editor.ended(again)
    assert (projects[1] / ".footplate/runs" / again).is_dir()
    assert editor.verb("tail", run=left)["run"]["id"] == left
    assert editor.verb("outputs", run=right)["folder"] == str(projects[1] / ".footplate/runs" / right)
    editor.verb("archive", runs=[left, right])
    assert ids(editor.verb("list")) == [again, third]
    editor.verb("restore", where="metrics.loss < 5")
    assert sorted(one["id"] for one in editor.verb("delete", runs=[left, right])["deleted"]) == sorted([left, right])
    assert editor.verb("prune", keep=0)["freed"] > 0
    assert editor.verb("list")["runs"] == []


def test_all_that_goes_on_is_canceled_in_both(editor, projects):
    runs = [submit(editor, project, wait=False, rest=60) for project in projects]
    assert sorted(ids(editor.verb("cancel", all=True))) == sorted(runs)
    assert [editor.ended(run)["status"] for run in runs] == ["Canceled"] * 2


def test_a_name_that_two_projects_have_is_not_guessed(editor, projects):
    for project in projects:
        editor.verb("submit", file=str(project / "job.yml"), set=["name=twin"])
    with pytest.raises(Refused, match=f"twin of {projects[0]}.*twin of {projects[1]}"):
        editor.verb("show", run="twin")
    assert editor.verb("show", run="twin", folder=str(projects[1]))["run"]["folder"].startswith(str(projects[1]))
    with pytest.raises(Refused, match="several"):
        editor.verb("cancel", runs=["twi"])


def test_a_store_that_cannot_be_read_does_not_hide_the_others(editor, projects):
    run = submit(editor, projects[1])
    (projects[0] / ".footplate/footplate.db").touch()
    (projects[0] / ".footplate/migrate.lock").mkdir()  # what makes the tables cannot be locked
    for _ in range(2):
        assert ids(editor.verb("list")) == [run]
    told = [one for one in editor.server.seen if one.get("method") == "window/showMessage"]
    assert len(told) == 1 and "left" in json.dumps(told)


def test_computes_assets_and_environments_are_those_of_both(editor, projects):
    computes = [(one["name"], one["project"]) for one in editor.verb("compute")["computes"]]
    assert computes == [(name, str(project)) for project in projects for name in ("local", f"pool-{project.name}")]
    assert editor.verb("compute", action="stop", name="pool-right")["compute"]["state"] == "stopped"
    with pytest.raises(Refused, match="say which folder"):
        editor.verb("compute", action="stop", name="local")
    for project, name in zip((*projects, projects[1]), ("both", "both", "mine")):
        (project / "data.yml").write_text(DATA % name)
        editor.verb("asset", action="create", name=str(project / "data.yml"))
    listed = [(one["name"], one["project"]) for one in editor.verb("asset", action="list")["assets"]]
    assert listed == [("both", str(projects[0])), ("both", str(projects[1])), ("mine", str(projects[1]))]
    with pytest.raises(Refused, match="say which folder"):
        editor.verb("asset", action="show", name="both")
    assert editor.verb("asset", action="archive", name="mine")["assets"][0]["archived"]
    (projects[1] / "env.yml").write_text("name: only_right\nimage: python:3.11\nconda_file: {dependencies: [pip, {pip: [tomli]}]}\n"
                                         "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\n")
    [shown] = editor.verb("env", action="show", targets=[str(projects[1] / "env.yml")])["environments"]
    assert shown["name"] == "only_right"
    assert editor.verb("env", action="list") == {"environments": []}


def test_the_doctor_looks_at_each_project_and_once_at_the_machine(editor, projects):
    (projects[1] / ".footplate/config.yml").write_text("local: [")
    checks = editor.verb("doctor")["checks"]
    told = {name: [check for check in checks if check["name"] == name] for name in ("project", "store", "bash")}
    assert [(check["project"], check["ok"]) for check in told["project"]] == [
        (str(projects[0]), True),
        (str(projects[1]), False),
    ]
    assert {check["project"] for check in told["store"]} == {str(project) for project in projects}
    assert len(told["bash"]) == 1 and "project" not in told["bash"][0]


def test_what_is_open_belongs_to_a_folder_that_is_added_later(tmp_path):
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    (project / "jobs").mkdir(parents=True)
    elsewhere.mkdir()
    (project / "env.yml").write_text(
        "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nname: known\nversion: 1\nimage: ubuntu\n")
    editor = Editor(tmp_path, elsewhere)
    editor.start()
    document = {"uri": (project / "jobs/job.yml").as_uri()}
    editor.server.send({"method": "textDocument/didOpen", "params": {"textDocument": {
        **document, "languageId": "yaml", "version": 1,
        "text": "command: echo\nenvironment: azureml:knwon:1\n"}}})
    added = {"added": [{"uri": project.as_uri(), "name": "project"}], "removed": []}
    editor.server.send({"method": "workspace/didChangeWorkspaceFolders", "params": {"event": added}})
    codes, end = [], time.monotonic() + 30
    while "name.unknown-environment" not in codes and time.monotonic() < end:
        report = editor.answer("textDocument/diagnostic", {"textDocument": document})["result"]
        codes = [item.get("code") for item in report["items"]]
        time.sleep(0.05)
    editor.close()
    assert "name.unknown-environment" in codes
