"""Outputs by type, mode and path: where the command writes, where they are at the end, and as registered assets."""
import json
import pathlib

import pytest

from run_helpers import going_on, wait_for


def submit(footplate, command, outputs, status=0, more=None):
    job = {"command": command, "environment": {"image": "library/python"}, "outputs": outputs, **(more or {})}
    (footplate.folder / "job.yml").write_text(json.dumps(job))
    done = footplate("submit", "job.yml", "--tail", "--json", status=status)
    return json.loads(done.stdout).get("run"), done.stderr


def test_an_output_without_a_path_is_the_runs_own(footplate, project):
    for type in ("uri_folder", "mltable", "mlflow_model", "custom_model", "triton_model"):
        run, _ = submit(footplate, "test $AZURE_ML_OUTPUT_y = ${{outputs.y}}; test $AZUREML_OUTPUT_y = ${{outputs.y}} && echo made > ${{outputs.y}}/m", {"y": {"type": type}})
        place = project / ".footplate" / "runs" / run["id"] / "named-outputs" / "y"
        assert (run["outputs"]["y"]["path"], run["outputs"]["y"]["type"]) == (str(place), type)
        assert (place / "m").read_text() == "made\n"


def test_a_file_output_is_a_path_in_a_folder_that_is_there(footplate, project):
    run, _ = submit(footplate, "echo made > ${{outputs.y}}", {"y": {"type": "uri_file"}})
    assert pathlib.Path(run["outputs"]["y"]["path"]).read_text() == "made\n"
    submit(footplate, "echo made > ${{outputs.y}}", {"y": {"type": "uri_file", "path": "./results/deep/made.txt"}})
    assert (project / "results" / "deep" / "made.txt").read_text() == "made\n"
    submit(footplate, "echo made > ${{outputs.report}}", {"report": {"type": "uri_file", "path": "./folder/"}})
    assert (project / "folder" / "report").read_text() == "made\n"


@pytest.mark.parametrize("mode", ["rw_mount", "upload"])
def test_an_output_with_a_path_ends_there_and_is_seen_in_the_run(footplate, project, mode):
    run, _ = submit(footplate, "mkdir -p ${{outputs.y}}/deep; echo made > ${{outputs.y}}/deep/m", {"y": {"mode": mode, "path": "./results"}})
    assert (project / "results" / "deep" / "m").read_text() == "made\n"
    assert run["outputs"]["y"]["path"] == str(project / "results")
    assert (project / ".footplate" / "runs" / run["id"] / "named-outputs" / "y" / "deep" / "m").read_text() == "made\n"


def test_an_upload_of_a_failed_command_is_not_brought_to_its_place(footplate, project):
    submit(footplate, "echo half > ${{outputs.y}}/m; exit 3", {"y": {"mode": "upload", "path": "./results"}}, status=1)
    assert not (project / "results").exists()


def test_what_the_service_fills_in_is_filled_in(footplate, project):
    run, _ = submit(footplate, "echo made > ${{outputs.y}}/m", {"y": {"path": "azureml://datastores/${{default_datastore}}/paths/jobs/${{name}}/${{output_name}}"}})
    assert (project / ".footplate" / "datastores" / "workspaceblobstore" / "jobs" / run["id"] / "y" / "m").read_text() == "made\n"
    run, _ = submit(footplate, "echo made > ${{outputs.z}}/m", {"z": {"path": "azureml://datastores/mine/paths/${{ name }}/"}}, more={"name": "one-run"})
    assert (project / ".footplate" / "datastores" / "mine" / "one-run" / "m").read_text() == "made\n"


def test_a_mapped_datastore_and_a_mirror_are_written_to(footplate, project):
    (project / ".footplate" / "config.yml").write_text("datastores: {mine: elsewhere}\nmirrors: {'wasbs://c@a.blob.core.windows.net/': mirror}\n")
    submit(footplate, "echo made > ${{outputs.a}}/m; echo made > ${{outputs.b}}/m",
           {"a": {"path": "azureml://datastores/mine/paths/x"}, "b": {"path": "wasbs://c@a.blob.core.windows.net/y"}})
    assert (project / "elsewhere" / "x" / "m").read_text() == (project / "mirror" / "y" / "m").read_text() == "made\n"


def test_what_cannot_be_written_to_refuses_the_job_before_it_starts(footplate, project):
    for path, status in (("https://a.blob.core.windows.net/c/x?sig=SECRETSECRET&se=1&sp=w&sv=2", 4), ("azureml://datastores/mine/paths/../../../../out", 1)):
        _, said = submit(footplate, "true", {"y": {"path": path}}, status=status)
        assert "output y" in said and "SECRETSECRET" not in said, said
    assert footplate.json("list")["runs"] == []


def test_outputs_and_logs_are_seen_while_the_job_runs(footplate, project):
    (project / "job.yml").write_text("command: echo one > outputs/o; echo two > logs/l; echo three > ${{outputs.y}}/n; sleep 60\nenvironment: {image: library/python}\noutputs: {y: }\n")
    run = going_on(footplate, "job.yml")
    folder = project / ".footplate" / "runs" / run
    wait_for(lambda: (folder / "named-outputs" / "y" / "n").exists())
    assert (folder / "outputs" / "o").read_text() == "one\n" and (folder / "logs" / "l").read_text() == "two\n"
    footplate("cancel", run, status=0)


def test_a_named_output_becomes_an_asset_that_the_next_job_takes(footplate, project):
    made, _ = submit(footplate, "echo 1 > ${{outputs.model}}/m; echo d > ${{outputs.data}}/d",
                     {"model": {"type": "custom_model", "name": "iris-model"}, "data": {"type": "uri_folder", "name": "iris-data", "version": "7"}})
    assert made["outputs"]["model"]["asset"] == "azureml:iris-model:1" and made["outputs"]["data"]["asset"] == "azureml:iris-data:7"
    again, _ = submit(footplate, "echo 2 > ${{outputs.model}}/m", {"model": {"type": "custom_model", "name": "iris-model"}})
    assert again["outputs"]["model"]["asset"] == "azureml:iris-model:2"
    shown = footplate.json("asset", "show", "model/iris-model:2", status=0)["asset"]
    assert (shown["run"], shown["labels"], shown["type"]) == (again["id"], ["latest"], "custom_model")
    inputs = {"a": {"type": "custom_model", "path": "azureml:iris-model:1"}, "b": {"type": "custom_model", "path": "azureml:iris-model@latest"},
              "c": {"type": "uri_folder", "path": "azureml:iris-data:7"}}
    run, log = submit(footplate, "cat ${{inputs.a}}/m ${{inputs.b}}/m ${{inputs.c}}/d", {}, more={"inputs": inputs})
    assert "1\n2\nd\n" in log and run["inputs"]["a"]["value"] == "azureml:iris-model:1"


def test_a_version_that_is_taken_and_an_output_that_is_not_written_fail_the_run(footplate, project):
    submit(footplate, "echo 1 > ${{outputs.m}}/m", {"m": {"type": "custom_model", "name": "net", "version": "1"}})
    # Told before a week of training; only what was registered meanwhile is found at the end.
    refused = footplate("submit", "job.yml", status=4)
    assert "registering output m as net:1" in refused.stderr and len(footplate.json("list")["runs"]) == 1
    (project / "net.yml").write_text("name: net\nversion: 2\ntype: custom_model\npath: job.yml\n")
    meanwhile = f"echo 2 > ${{{{outputs.m}}}}/m; cd '{project}' && '{footplate.binary}' asset create net.yml"
    run, _ = submit(footplate, meanwhile, {"m": {"type": "custom_model", "name": "net", "version": "2"}}, status=1)
    assert run["error"]["code"] == "output" and "net" in run["error"]["message"]
    run, _ = submit(footplate, "true", {"m": {"type": "uri_file", "name": "never"}}, status=1)
    assert run["error"]["code"] == "output" and "has written nothing" in run["error"]["message"]
    assert footplate("asset", "show", "never", status=3)
