"""submit of v1 run configurations: what the file says runs as the first SDK ran it."""
import csv
import json
import re
import sys

import pytest

from conftest import SHARED

TRAIN = """\
import os, sys
print("arguments", sys.argv[1:])
print("level", os.environ.get("LEVEL"), "empty", repr(os.environ.get("EMPTY")))
for name in sorted(os.environ):
    if name.startswith("AZUREML_DATAREFERENCE_"):
        print(name, os.environ[name])
os.makedirs("outputs", exist_ok=True)
open("outputs/model.txt", "w").write("trained")
"""
BASE = "script: train.py\nframework: Python\nenvironment:\n  docker: {enabled: false}\n"


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def run(footplate, *arguments, status=0):
    done = footplate("submit", *arguments[:1], "--tail", "--json", *arguments[1:], status=status)
    return json.loads(done.stdout)["run"], done.stderr


def dry(footplate, *arguments):
    return footplate.json("submit", *arguments[:1], "--dry-run", *arguments[1:], status=0)["dry_run"]


@pytest.fixture
def source(project):
    write(project, "train.py", TRAIN)
    return project


@pytest.mark.parametrize("folder", [".azureml", "aml_config"])
def test_the_source_folder_is_the_one_that_holds_the_settings(footplate, source, folder):
    write(source, f"{folder}/train.runconfig", BASE + "arguments: [--rate, 0.10, --flag, true, 'a b', \"it's\"]\njobName: digits\n")
    made, log = run(footplate, f"{folder}/train.runconfig")
    assert (made["status"], made["experiment"], made["display_name"], made["compute"]) == ("Completed", "project", "digits", "local")
    assert """arguments ['--rate', '0.1', '--flag', 'True', 'a b', "it's"]""" in log
    assert (source / ".footplate/runs" / made["id"] / "outputs/model.txt").read_text() == "trained"


def test_a_file_in_a_folder_of_any_name_runs_from_the_project(footplate, source):
    write(source, "config/train.runconfig", BASE + "arguments: [--rate, 0.10]\n")
    made, log = run(footplate, "config/train.runconfig")
    assert (made["status"], made["experiment"]) == ("Completed", "project")
    assert "arguments ['--rate', '0.1']" in log
    write(source, "config/none.runconfig", BASE.replace("train.py", "none.py"))
    assert "there is no file or folder 'none.py'" in footplate("submit", "config/none.runconfig", status=1).stderr
    assert len(footplate.json("list")["runs"]) == 1


def test_what_lies_above_a_project_without_a_mark_is_never_sent(footplate, tmp_path):
    home = tmp_path / "home"
    (home / "work").mkdir(parents=True)
    (home / "train.py").write_text("")
    (home / "work/train.runconfig").write_text(BASE)
    done = footplate("submit", "train.runconfig", "--dry-run", cwd=home / "work", status=1)
    assert "there is no file or folder 'train.py'" in done.stdout + done.stderr


def test_json_text_is_the_same(footplate, source):
    text = {"script": "train.py", "arguments": ["--x", "1"], "target": "local", "framework": "Python", "maxRunDurationSeconds": None,
            "environment": {"environmentVariables": {"LEVEL": 3, "EMPTY": None}, "python": {"userManagedDependencies": True, "interpreterPath": "python"}}}
    write(source, ".azureml/train.runconfig", json.dumps(text, indent=2))
    made, log = run(footplate, ".azureml/train.runconfig")
    assert "arguments ['--x', '1']" in log and "level 3 empty ''" in log


def test_script_and_arguments_of_the_command_line_count_before_the_file(footplate, source):
    write(source, "src/other.py", "import sys; print('other', sys.argv[1:])\n")
    for form in (BASE + "arguments: [--file]\n", '{"script": "train.py", "arguments": ["--file"], "framework": "Python", "environment": {}}'):
        write(source, ".azureml/train.runconfig", form)
        _, log = run(footplate, ".azureml/train.runconfig", "--script", "src/other.py")
        assert "other ['--file']" in log
        _, log = run(footplate, ".azureml/train.runconfig", "--script", "src/other.py", "--", "--lr", "0.5", "$HOME", "-v")
        assert "other ['--lr', '0.5', '" in log and "'-v']" in log
    assert "no file" in footplate("submit", ".azureml/train.runconfig", "--script", "none.py", status=1).stderr
    write(source, "job.yml", "command: echo\nenvironment: {image: python}\n")
    assert "v1 run configuration" in footplate("submit", "job.yml", "--", "--lr", "1", status=2).stderr
    assert footplate.json("list", "--experiment", "none")["runs"] == []


def test_data_references_are_the_folders_of_their_datastores(footplate, source):
    write(source, "elsewhere/raw/a.txt", "a")
    write(source, ".footplate/datastores/kept/b.txt", "b")
    write(source, ".footplate/config.yml", "datastores: {store: elsewhere}\nmirrors: {'azureml:mnist': elsewhere/raw}\n")
    write(source, ".azureml/train.runconfig", BASE + """\
arguments: [$AZUREML_DATAREFERENCE_raw, "--in=${AZUREML_DATAREFERENCE_raw}/a b", "DatasetConsumptionConfig:mnist", /data/x, /mydata, $NOT_SET_HERE, "${NOT_SET_HERE}/x", "a\\"b`c`$(d)"]
dataReferences:
  raw: {dataStoreName: store, pathOnDataStore: /raw, mode: Mount, pathOnCompute: /data}
  my-own: {dataStoreName: kept, pathOnDataStore: b.txt, mode: Download}
  back: {dataStoreName: store, pathOnDataStore: made, mode: Upload}
data:
  mnist: {dataLocation: {dataset: {id: 1-2-3}}, mechanism: mount, environmentVariableName: MNIST}
""")
    made, log = run(footplate, ".azureml/train.runconfig")
    # What is mounted is seen at a place of the run's own.
    raw = re.search(r"^AZUREML_DATAREFERENCE_raw (.*)$", log, re.M).group(1)
    mnist = raw.replace("/raw/", "/mnist/")
    for name in ("raw", "mnist"):
        assert made["inputs"][name]["path"] == str(source / "elsewhere/raw")
    words = [raw, f"--in={raw}/a b", mnist, f"{raw}/x", "/mydata", "$NOT_SET_HERE", "${NOT_SET_HERE}/x", 'a"b`c`$(d)']
    assert f"arguments {words}" in log
    assert re.search(r"AZUREML_DATAREFERENCE_my_own .*/b\.txt\n", log)
    assert made["inputs"]["my_own"]["path"] == f"{source}/.footplate/datastores/kept/b.txt"
    assert re.search(r"AZUREML_DATAREFERENCE_back .*/named-outputs/back\n", log)  # uploaded from there at the end
    assert made["inputs"]["my_own"]["type"] == "uri_file" and made["outputs"]["back"]["path"] == f"{source}/elsewhere/made"


def test_data_that_is_not_here_refuses_before_anything_is_stored(footplate, source):
    write(source, ".azureml/a.runconfig", BASE + "dataReferences: {raw: {dataStoreName: store, pathOnDataStore: raw}}\n")
    assert "datastores" in footplate("submit", ".azureml/a.runconfig", status=3).stderr
    write(source, ".azureml/b.runconfig", BASE + "data: {mnist: {dataLocation: {dataset: {id: 1-2}}}}\n")
    assert "azureml:mnist" in footplate("submit", ".azureml/b.runconfig", status=3).stderr
    assert footplate.json("list")["runs"] == []


def test_conda_packages_come_inline_and_from_a_file(footplate, source):
    packages = "channels: [conda-forge]\ndependencies: [python=3.11, {pip: [six==1.16.0]}]\n"
    write(source, ".azureml/conda.yml", packages)
    for python in ("condaDependenciesFile: .azureml/conda.yml", "condaDependenciesFile: conda.yml",
                   "condaDependencies: {channels: [conda-forge], dependencies: [python=3.11, {pip: [six==1.16.0]}]}"):
        write(source, ".azureml/train.runconfig", f"script: train.py\nframework: Python\nenvironment:\n  python:\n    userManagedDependencies: false\n    {python}\n")
        assert dry(footplate, ".azureml/train.runconfig")["environment"]["requirements"] == ["six==1.16.0"]
    write(source, ".azureml/train.runconfig", "script: train.py\nenvironment: {name: AzureML-Minimal, version: 1}\n")
    assert dry(footplate, ".azureml/train.runconfig")["environment"]["name"] == "AzureML-Minimal"


def test_a_python_of_ones_own_runs_the_script(footplate, source):
    write(source, "train.py", "import sys; print('prefix', sys.base_prefix)\n")
    write(source, ".azureml/train.runconfig", f"script: train.py\nenvironment:\n  python: {{userManagedDependencies: true, interpreterPath: {sys.executable}}}\n")
    _, log = run(footplate, ".azureml/train.runconfig")
    assert f"prefix {sys.base_prefix}" in log
    write(source, ".azureml/train.runconfig", "script: train.py\nenvironment:\n  python: {userManagedDependencies: true, interpreterPath: /nowhere/bin/python}\n")
    assert "/nowhere/bin/python" in footplate("submit", ".azureml/train.runconfig", status=3).stderr


def test_a_longest_time_and_a_target_that_is_unknown_here(footplate, source):
    write(source, "train.py", "import time; time.sleep(60)\n")
    write(source, ".azureml/train.runconfig", BASE + "target: cpu-cluster\nmaxRunDurationSeconds: 1\n")
    made, said = run(footplate, ".azureml/train.runconfig", status=1)
    assert (made["status"], made["error"]["code"], made["compute"]) == ("Canceled", "timeout", "cpu-cluster")
    assert "cpu-cluster is unknown here" in said
    assert dry(footplate, ".azureml/train.runconfig", "--on", "local")["compute"] == "local"


@pytest.mark.parametrize("more, word", [("framework: PySpark\n", "Spark"), ("framework: pysparkinteractive\n", "Spark"),
                                        ("target: containerinstance\ncontainerInstance: {region: x}\n", "Container Instances")])
def test_what_has_no_engine_is_refused_and_nothing_is_stored(footplate, source, more, word):
    write(source, ".azureml/train.runconfig", "script: train.py\nenvironment: {}\nspark: {}\n" + more)
    assert word in footplate("submit", ".azureml/train.runconfig", status=4).stderr
    assert footplate.json("list")["runs"] == []


def test_a_file_without_a_script_wants_one(footplate, source):
    write(source, ".azureml/train.runconfig", "framework: Python\nenvironment: {}\n")
    assert "--script" in footplate("submit", ".azureml/train.runconfig", status=1).stderr
    assert dry(footplate, ".azureml/train.runconfig", "--script", "train.py")["command"] == "python train.py"


@pytest.mark.shared
def test_real_files_plan_or_are_refused_with_a_reason(footplate, project):
    corpus = SHARED / "corpus"
    rows = list(csv.DictReader(open(corpus / "manifest.tsv"), delimiter="\t"))
    files = [row["path"] for row in rows if row["kind"] == "v1runconfig"]
    assert len(files) >= 15
    planned = 0
    for path in files:
        folder = project / path.replace("/", "_").replace(".", "_")
        text = (corpus / "yaml" / path).read_text()
        config = write(folder, ".azureml/train.runconfig", text)
        write(folder, "train.py", "")
        for conda in re.findall(r'condaDependenciesFile"?: "?([\w./-]+)', text):
            write(folder, conda, "dependencies: [python]\n")
        done = footplate("submit", config, "--dry-run", "--force", "--json")
        if done.returncode == 0:
            planned += 1
            assert json.loads(done.stdout)["dry_run"]["command"].startswith("python ")
        else:
            assert any(word in done.stderr for word in ("Spark", "cannot name one", "azureml:", "--script")), (path, done.stderr)
    assert planned >= 9


def test_registered_data_and_addresses_are_taken_and_an_output_becomes_data(footplate, source):
    write(source, "kept/iris.csv", "1,2")
    write(source, "iris.yml", "name: iris\ntype: uri_file\npath: kept/iris.csv\n")
    write(source, "folder.yml", "name: all\nversion: 3\ntype: uri_folder\npath: kept\n")
    for file in ("iris.yml", "folder.yml"):
        footplate("asset", "create", file, status=0)
    write(source, "train.py", "import os, sys\nprint(open(sys.argv[1]).read(), os.listdir(sys.argv[2]), sys.argv[3])\n"
                              "open(os.path.join(sys.argv[4], 'm'), 'w').write('made')\n")
    write(source, ".azureml/train.runconfig", BASE + """\
arguments: ["DatasetConsumptionConfig:iris", $AZUREML_DATAREFERENCE_whole, $AZUREML_DATAREFERENCE_far, "DatasetOutputConfig:made"]
data:
  iris: {dataLocation: {dataset: {name: iris}}, mechanism: download}
  whole: {dataLocation: {dataset: {name: all, version: 3}}, mechanism: mount}
  far: {dataLocation: {uri: {path: 'https://h.invalid/x.csv?sv=1&se=2&sig=SECRETSECRET'}}, mechanism: direct}
outputData:
  made:
    mechanism: upload
    outputLocation: {datapath: {datastoreName: store, relativePath: results}}
    additionalOptions: {registrationOptions: {name: predictions}}
""")
    made, log = run(footplate, ".azureml/train.runconfig")
    assert "1,2 ['iris.csv'] https://h.invalid/x.csv\n" in log and "SECRETSECRET" not in log
    assert (made["inputs"]["iris"]["value"], made["inputs"]["iris"]["type"]) == ("azureml:iris", "uri_file")
    assert (source / ".footplate/datastores/store/results/m").read_text() == "made"
    assert footplate.json("asset", "show", "data/predictions:1")["asset"]["run"] == made["id"]
