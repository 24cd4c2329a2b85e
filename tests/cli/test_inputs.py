"""Inputs by type and mode: what the command finds, and that the originals stay as they were."""
import json
import os
import pathlib

import pytest

DATA_TYPES = ("uri_folder", "mltable", "custom_model", "mlflow_model", "triton_model")


def submit(footplate, command, inputs, status=0, verb="submit", outputs=None):
    """`inputs`: {name: YAML as JSON}. The run and its log."""
    job = {"command": command, "environment": {"image": "library/python"}, "inputs": inputs, "outputs": outputs or {}}
    (footplate.folder / "job.yml").write_text(json.dumps(job))
    done = footplate(verb, "job.yml", *(["--tail", "--json"] if verb == "submit" else []), status=status)
    return json.loads(done.stdout).get("run") if verb == "submit" and done.stdout else None, done.stdout + done.stderr


@pytest.fixture
def data(project):
    folder = project / "data"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.csv").write_text("a\n")
    (folder / "deep" / "b.csv").write_text("b\n")
    (folder / "MLTable").write_text("paths:\n  - file: ./a.csv\n  - pattern: ./deep/*.csv\ntransformations:\n  - read_delimited: {delimiter: ','}\n")
    return folder


@pytest.mark.parametrize("type", DATA_TYPES)
def test_a_folder_of_every_type_is_found_as_a_folder(footplate, data, type):
    run, log = submit(footplate, "cat ${{inputs.x}}/a.csv $AZURE_ML_INPUT_x/deep/b.csv", {"x": {"type": type, "path": "data"}})
    assert "a\nb\n" in log
    assert (run["inputs"]["x"]["type"], run["inputs"]["x"]["path"]) == (type, str(data))


def test_a_file_keeps_its_name_and_may_be_a_model(footplate, data):
    for type in ("uri_file", "custom_model"):
        _, log = submit(footplate, "basename ${{inputs.x}}; cat ${{inputs.x}}", {"x": {"type": type, "path": "data/a.csv"}})
        assert "a.csv\na\n" in log


@pytest.mark.parametrize("mode", ["", "ro_mount", "RO_MOUNT"])
@pytest.mark.parametrize("verb", ["submit", "run"])
def test_what_is_mounted_is_never_changed(footplate, data, mode, verb):
    command = "echo more >> ${{inputs.x}}/a.csv; rm -rf ${{inputs.x}}/deep; touch ${{inputs.x}}/new; true"
    submit(footplate, command, {"x": {"type": "uri_folder", "path": "data", **({"mode": mode} if mode else {})}}, verb=verb)
    assert sorted(os.listdir(data)) == ["MLTable", "a.csv", "deep"] and (data / "a.csv").read_text() == "a\n"


def many(folder, count=2100):
    """More files than are copied for safety alone."""
    folder.mkdir()
    for at in range(count):
        (folder / f"{at}.txt").write_text(f"{at}\n")


@pytest.mark.parametrize("verb", ["submit", "run"])
def test_what_is_mounted_and_too_large_for_a_copy_is_never_changed(footplate, project, verb):
    many(project / "many")
    with open(project / "large.bin", "wb") as file:
        file.truncate(80 << 20)
    command = ("ls ${{inputs.x}} | wc -l; cat ${{inputs.x}}/7.txt; stat -c 'size %s' ${{inputs.y}}\n"
               "python -c 'import sys; open(sys.argv[1], \"a\").write(\"!\")' ${{inputs.x}}/7.txt\n"
               "rm -f ${{inputs.x}}/8.txt; touch ${{inputs.x}}/new; echo more >> ${{inputs.y}}; mv ${{inputs.x}}/9.txt ${{inputs.x}}/10.txt; true")
    _, log = submit(footplate, command, {"x": {"type": "uri_folder", "path": "many"}, "y": {"type": "uri_file", "path": "large.bin"}}, verb=verb)
    assert "2100\n7\n" in log and f"size {80 << 20}" in log
    assert len(os.listdir(project / "many")) == 2100
    assert [(project / "many" / f"{at}.txt").read_text() for at in (7, 8, 9, 10)] == ["7\n", "8\n", "9\n", "10\n"]
    assert (project / "large.bin").stat().st_size == 80 << 20


def test_links_are_no_way_to_the_originals_of_a_large_folder(footplate, project):
    many(project / "many")
    (project / "other.txt").write_text("other\n")
    os.symlink(project / "other.txt", project / "many" / "absolute")
    os.symlink("../other.txt", project / "many" / "relative")
    os.symlink("3.txt", project / "many" / "inside")
    command = "for f in absolute relative inside; do cat ${{inputs.x}}/$f; echo more >> ${{inputs.x}}/$f; done; true"
    _, log = submit(footplate, command, {"x": {"type": "uri_folder", "path": "many"}})
    assert "other\nother\n3\n" in log.replace("more\n", "") and "links in it lead elsewhere" in log
    assert (project / "other.txt").read_text() == "other\n" and (project / "many" / "3.txt").read_text() == "3\n"


def test_an_input_that_holds_the_output_can_be_read_and_the_output_be_written(footplate, project):
    many(project / "many")
    command = "cat ${{inputs.x}}/7.txt; echo made > ${{outputs.y}}/made.txt"
    submit(footplate, command, {"x": {"type": "uri_folder", "path": "many"}}, outputs={"y": {"path": "./many/out"}})
    assert (project / "many" / "out" / "made.txt").read_text() == "made\n"


def test_a_download_is_the_jobs_own(footplate, data):
    command = "echo more >> ${{inputs.x}}/a.csv; touch ${{inputs.x}}/new; cat ${{inputs.x}}/a.csv; ls ${{inputs.x}}"
    _, log = submit(footplate, command, {"x": {"type": "uri_folder", "path": "data", "mode": "download"}})
    assert "a\nmore\n" in log and "new" in log
    assert (data / "a.csv").read_text() == "a\n" and not (data / "new").exists()


def test_direct_is_the_text_itself_and_nothing_need_be_there(footplate, project):
    for given, text in {"https://nowhere.invalid/x": "https://nowhere.invalid/x",
                        "azureml://datastores/store/paths/x": "azureml://datastores/store/paths/x"}.items():
        _, log = submit(footplate, "echo got ${{inputs.x}}", {"x": {"type": "uri_folder", "path": given, "mode": "direct"}})
        assert f"got {text}\n" in log


def test_a_table_is_evaluated_into_the_files_it_names(footplate, data):
    for mode in ("eval_mount", "eval_download"):
        _, log = submit(footplate, "cd ${{inputs.x}}; find . ! -type d | sort; cat $(find . -name a.csv)", {"x": {"type": "mltable", "path": "data", "mode": mode}})
        assert "a.csv" in log and "b.csv" in log and "MLTable" not in log


def test_a_table_that_is_none_and_a_table_with_missing_files_are_refused(footplate, data, project):
    (project / "bare").mkdir()
    _, said = submit(footplate, "true", {"x": {"type": "mltable", "path": "bare"}}, status=3)
    assert "MLTable" in said
    (data / "MLTable").write_text("paths:\n  - file: s3://bucket/a.csv\n")
    _, said = submit(footplate, "true", {"x": {"type": "mltable", "path": "data"}}, status=4)
    assert "s3://bucket" in said


def test_a_pattern_gives_the_folder_of_what_fits(footplate, data):
    _, log = submit(footplate, "cd ${{inputs.x}}; find . ! -type d | sort; echo more >> a.csv; true", {"x": {"type": "uri_folder", "path": "./data/**/*.csv"}})
    assert "./a.csv\n./deep/b.csv\n" in log and (data / "a.csv").read_text() == "a\n"
    _, log = submit(footplate, "true", {"x": {"type": "uri_folder", "path": "./data/*.json"}}, status=1)
    assert "no file fits" in log


def test_datastores_jobs_and_files_by_their_addresses(footplate, data, project):
    store = project / ".footplate" / "datastores" / "store" / "d"
    store.mkdir(parents=True)
    (store / "s.txt").write_text("stored\n")
    first, _ = submit(footplate, "echo made > ${{outputs.y}}/m.txt; echo art > outputs/art.txt", {}, outputs={"y": {}})
    inputs = {"s": "azureml://datastores/store/paths/d/s.txt",
              "l": "azureml://subscriptions/1/resourcegroups/2/workspaces/3/datastores/store/paths/d/s.txt",
              "j": f"azureml://jobs/{first['id']}/outputs/y/paths/m.txt",
              "a": f"azureml://jobs/{first['id']}/outputs/artifacts/paths/outputs/art.txt",
              "f": (data / "a.csv").as_uri()}
    _, log = submit(footplate, "cat " + " ".join(f"${{{{inputs.{name}}}}}" for name in inputs), {name: {"type": "uri_file", "path": path} for name, path in inputs.items()})
    assert "stored\nstored\nmade\nart\na\n" in log


@pytest.mark.parametrize("path, status, words", [
    ("data/none.csv", 1, "none.csv"), ("azureml:unknown:1", 3, "footplate asset create"), ("azureml://datastores/store/paths/x", 3, "datastore 'store'"),
    ("azureml://jobs/none/outputs/x", 3, "the run none has no output"), ("s3://bucket/x", 4, "mirrors"),
    ("azureml://registries/azureml/data/x/versions/1", 3, "mirrors"), ("azureml://datastores/store/paths/../../../../etc/passwd", 1, "leads out")])
def test_what_cannot_be_had_refuses_the_job_before_anything_is_stored(footplate, project, path, status, words):
    _, said = submit(footplate, "true", {"x": {"type": "uri_file", "path": path}}, status=status)
    assert words in said
    assert footplate.json("list")["runs"] == []


def test_literals_are_rendered_as_the_service_does(footplate):
    inputs = {"i": 3, "f": 0.10, "b": True, "t": "two words", "e": "", "v": {"value": 1e-3}, "typed": {"type": "integer", "default": 7}}
    _, log = submit(footplate, "echo " + " ".join(f"{name}=${{{{inputs.{name}}}}}," for name in inputs), inputs)
    assert "i=3, f=0.1, b=True, t=two words, e=, v=0.001, typed=7," in log


def test_a_dry_run_tells_the_order_of_the_inputs_in_the_file(footplate):
    names = ["rate", "epochs", "batch"]
    (footplate.folder / "job.yml").write_text(json.dumps(
        {"command": "echo", "environment": {"image": "library/python"}, "inputs": {name: 1 for name in names}}))
    planned = footplate.json("submit", "job.yml", "--dry-run", status=0)["dry_run"]
    assert planned["input_order"] == names
    assert set(planned["inputs"]) == set(names)
