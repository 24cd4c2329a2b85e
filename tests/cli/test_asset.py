"""`asset`: data, models, environments and components of files, registered by name and version."""
import json
import pathlib

import pytest

from run_helpers import check_shape


def write(project, name, text):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return name


def create(footplate, file, *arguments):
    document = footplate.json("asset", "create", file, *arguments, status=0)
    check_shape("AssetResult", document)
    return document["asset"]


def run(footplate, job, status=0):
    (footplate.folder / "job.yml").write_text(json.dumps({"environment": {"image": "library/python"}, **job}))
    done = footplate("submit", "job.yml", "--tail", "--json", status=status)
    return json.loads(done.stdout).get("run"), done.stderr


@pytest.fixture
def iris(project):
    write(project, "data/iris.csv", "1,2\n")
    return write(project, "iris.yml", "name: iris\ntype: uri_file\npath: ./data/iris.csv\ndescription: flowers\n")


def test_data_gets_versions_and_stays_where_it_is(footplate, project, iris):
    first = create(footplate, iris)
    assert (first["kind"], first["name"], first["version"], first["type"], first["description"]) == ("data", "iris", "1", "uri_file", "flowers")
    assert first["path"] == str(project / "data" / "iris.csv") and first["labels"] == ["latest"] and first["source"] == str(project / "iris.yml")
    assert create(footplate, iris)["version"] == "2"
    assert create(footplate, iris, "--set", "version=2024-05")["version"] == "2024-05"
    taken = footplate("asset", "create", iris, "--set", "version=2", status=4)
    assert "iris" in taken.stderr and "2" in taken.stderr
    listed = footplate.json("asset", "list", status=0)
    check_shape("AssetList", listed)
    assert sorted(asset["version"] for asset in listed["assets"]) == ["1", "2", "2024-05"]
    assert footplate.json("asset", "list", "none", status=0)["assets"] == []
    assert "iris" in footplate("asset", "list", status=0).stdout and "iris" in footplate("asset", "show", "iris:1", status=0).stdout
    _, log = run(footplate, {"command": "cat ${{inputs.x}}", "inputs": {"x": {"type": "uri_file", "path": "azureml:iris:1"}}})
    assert "1,2" in log


@pytest.mark.parametrize("name", ["iris", "iris:1", "iris@latest", "azureml:iris:1", "data/iris:1"])
def test_an_asset_is_named_in_every_way_files_name_it(footplate, iris, name):
    create(footplate, iris)
    assert footplate.json("asset", "show", name, status=0)["asset"]["version"] == "1"


def test_an_archived_version_is_not_the_latest_and_can_still_be_used(footplate, iris):
    create(footplate, iris), create(footplate, iris)
    footplate("asset", "archive", "iris:2", status=0)
    assert [asset["version"] for asset in footplate.json("asset", "list")["assets"]] == ["1"]
    assert len(footplate.json("asset", "list", "--archived")["assets"]) == 2
    assert footplate.json("asset", "show", "iris@latest")["asset"]["version"] == "1"
    run(footplate, {"command": "cat ${{inputs.x}}", "inputs": {"x": {"type": "uri_file", "path": "azureml:iris:2"}}})
    footplate("asset", "restore", "iris:2", status=0)
    assert footplate.json("asset", "show", "iris@latest")["asset"]["version"] == "2"


def test_a_models_files_are_taken_along(footplate, project):
    write(project, "net/MLmodel", "flavors: {}\n")
    asset = create(footplate, write(project, "net.yml", "name: net\ntype: mlflow_model\npath: net\nversion: 3\n"))
    (project / "net" / "MLmodel").write_text("changed\n")
    assert (pathlib.Path(asset["path"]) / "MLmodel").read_text() == "flavors: {}\n"
    _, log = run(footplate, {"command": "cat ${{inputs.m}}/MLmodel", "inputs": {"m": {"type": "mlflow_model", "path": "azureml:net:3"}}})
    assert "flavors: {}" in log


CONDA = {"flow": "dependencies: [python, pip, {pip: [-r requirements.txt, '-c limits.txt', \"--requirement=more/dev.txt\"]}]\n",
         "block": "dependencies:\n  - python\n  - pip:\n      - -r requirements.txt   # ours\n      - -climits.txt\n      - --requirement more/dev.txt\n"}


@pytest.mark.parametrize("style", [*CONDA, "inline"])
def test_an_environment_brings_the_files_its_packages_are_read_from(footplate, project, style):
    folder = "envs/" if style != "inline" else ""
    write(project, folder + "requirements.txt", "six==1.16.0\n-r more/base.txt\n")
    write(project, folder + "more/base.txt", "packaging\n")
    write(project, folder + "more/dev.txt", "toml\n-r base.txt\n")
    write(project, folder + "limits.txt", "toml<1\n")
    conda = "./envs/conda.yml" if style != "inline" else CONDA["flow"].strip().replace("dependencies: ", "{dependencies: ") + "}"
    write(project, "envs/conda.yml", CONDA.get(style, ""))
    create(footplate, write(project, "env.yml", f"name: tools\nimage: library/python\nconda_file: {conda}\n"))
    for gone in ("env.yml", "envs/conda.yml", folder + "requirements.txt", folder + "limits.txt", folder + "more/base.txt", folder + "more/dev.txt"):
        (project / gone).unlink()
    write(project, "job.yml", "command: echo\nenvironment: azureml:tools@latest\n")
    planned = footplate.json("submit", "job.yml", "--dry-run", status=0)["dry_run"]
    assert sorted(set(planned["environment"]["requirements"]) - {"-c", "toml<1"})[-3:] == ["packaging", "six==1.16.0", "toml"]


def test_an_environment_whose_requirements_cannot_come_along_is_refused(footplate, project):
    write(project, "requirements.txt", "six\n")
    env = write(project, "env.yml", "name: tools\nimage: library/python\nconda_file: envs/conda.yml\n")
    for line, status, words in (("-r ../requirements.txt", 1, "move it beside"), ("-r none.txt", 3, "not there")):
        write(project, "envs/conda.yml", f"dependencies: [python, pip, {{pip: [{line}]}}]\n")
        assert words in footplate("asset", "create", env, status=status).stderr
    assert footplate.json("asset", "list")["assets"] == []


def test_a_component_brings_its_code_and_runs_in_a_pipeline_and_alone_in_its_folder(footplate, project):
    write(project, "step/src/say.py", "import sys; print('said', sys.argv[1])\n")
    write(project, "step/say.yml", "name: say\nversion: 1\ntype: command\ninputs: {word: {type: string}}\ncode: ./src\n"
                                   "command: python say.py ${{inputs.word}}\nenvironment: {image: library/python}\n")
    asset = create(footplate, "step/say.yml")
    assert (asset["kind"], asset["type"]) == ("component", "command")
    for file in ("step/say.yml", "step/src/say.py"):
        (project / file).unlink()
    write(project, "pipeline.yml", "type: pipeline\njobs:\n  a: {component: 'azureml:say:1', inputs: {word: one}}\n  b: {component: azureml:say@latest, inputs: {word: two}}\n")
    done = footplate("submit", "pipeline.yml", "--tail", "--json", status=0)
    assert "said one" in done.stderr and "said two" in done.stderr
    write(project, "later.yml", "type: pipeline\njobs:\n  a: {component: 'azureml:say:9', inputs: {word: one}}\n")
    assert "footplate asset create" in footplate("submit", "later.yml", status=3).stderr


@pytest.mark.parametrize("text, status, words", [
    ("type: uri_file\npath: ./data/iris.csv\n", 1, "name"), ("name: x\ntype: uri_file\npath: none.csv\n", 1, "none.csv"),
    ("command: echo\nenvironment: {image: python}\n", 1, "defines no data"),
    ("name: x\ntype: uri_file\npath: 'https://h/x?sv=1&se=2&sig=SECRETSECRET'\n", 1, "credentials")])
def test_what_cannot_be_registered_is_refused(footplate, project, iris, text, status, words):
    done = footplate("asset", "create", write(project, "x.yml", text), status=status)
    assert words in done.stderr and "SECRETSECRET" not in done.stderr + done.stdout
    assert footplate.json("asset", "list", status=0)["assets"] == []


def test_wrong_use_is_said(footplate, iris):
    create(footplate, iris)
    assert footplate("asset", "show", "none", status=3) and footplate("asset", "show", "iris:9", status=3)
    assert footplate("asset", "burn", "iris", status=2) and footplate("asset", "show", status=2)


def test_two_kinds_of_one_name_are_told_apart(footplate, project, iris):
    create(footplate, iris)
    write(project, "net/m", "m")
    create(footplate, write(project, "net.yml", "name: iris\ntype: custom_model\npath: net\n"))
    assert "data/iris" in footplate("asset", "show", "iris", status=2).stderr + footplate("asset", "show", "iris", status=2).stdout
    assert footplate.json("asset", "show", "model/iris")["asset"]["kind"] == "model"
    assert [asset["kind"] for asset in footplate.json("asset", "list", "--type", "data")["assets"]] == ["data"]
