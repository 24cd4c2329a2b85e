"""footplate migrate: v1 run configurations become v2 files."""
import csv

import pytest

from conftest import SHARED
from migrate_helpers import errors, write

RUNCONFIG = """\
script: train.py
arguments: [--data, "DatasetConsumptionConfig:mnist", --raw, $AZUREML_DATAREFERENCE_raw/a b, --rate, 0.1]
target: cpu-cluster
framework: Python
communicator: OpenMpi
nodeCount: 2
maxRunDurationSeconds: 600
jobName: digits
mpi: {processCountPerNode: 4}
environment:
  environmentVariables: {LEVEL: 3}
  python:
    condaDependencies:
      channels: [conda-forge]
      dependencies: ["python=3.11", {pip: ["scikit-learn==1.5.0"]}]
  docker: {baseImage: "python:3.11", shmSize: 4g, arguments: [--ipc, host]}
dataReferences:
  raw: {dataStoreName: store, pathOnDataStore: /raw, mode: Download}
data:
  mnist: {dataLocation: {dataset: {name: mnist, version: 2}}, mechanism: mount}
exposedPorts: "80"
"""
JOB = """\
$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
type: command
display_name: digits
code: .
command: python train.py --data ${{inputs.mnist}} --raw '${{inputs.raw}}/a b' --rate 0.1
environment:
  image: python:3.11
  conda_file: ./train-conda.yml
environment_variables:
  LEVEL: '3'
inputs:
  raw:
    type: uri_folder
    path: azureml://datastores/store/paths/raw
    mode: download
  mnist:
    type: uri_folder
    path: azureml:mnist:2
    mode: ro_mount
compute: azureml:cpu-cluster
resources:
  instance_count: 2
  shm_size: 4g
  docker_args: --ipc host
distribution:
  type: mpi
  process_count_per_instance: 4
limits:
  timeout: 600
"""
CONDA = """\
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip:
      - scikit-learn==1.5.0
"""


def test_a_job_and_its_packages_are_written_beside_the_source(footplate, project):
    write(project, "train.py", "")
    write(project, ".azureml/train.runconfig", RUNCONFIG)
    made = footplate.json("migrate", ".azureml/train.runconfig", status=0)["files"][0]
    assert (project / "train.yml").read_text() == JOB
    assert (project / "train-conda.yml").read_text() == CONDA
    assert [one["path"] for one in made["written"]] == [str(project / "train.yml"), str(project / "train-conda.yml")]
    assert any("exposedPorts" in note for note in made["notes"])
    assert errors(footplate, "train.yml", "train-conda.yml") == []


def test_notes_hide_secrets(footplate, project):
    write(project, "train.py", "")
    text = "script: train.py\ntarget: local\nframework: Python\nnodeCount: 1\nenvironment:\n  python: {condaDependenciesFile: 'https://me:hunter22@host.example/c.yml'}\n"
    write(project, ".azureml/train.runconfig", text)
    made = footplate.json("migrate", ".azureml/train.runconfig", "-o", "one", status=0)["files"][0]
    assert made["notes"] and "hunter22" not in str(made["notes"])
    done = footplate("migrate", ".azureml/train.runconfig", "-o", "two", status=0)
    assert "hunter22" not in done.stdout + done.stderr


def test_nothing_is_written_over(footplate, project):
    write(project, "aml_config/a.runconfig", RUNCONFIG)
    write(project, "a-conda.yml", "mine")
    done = footplate("migrate", "aml_config/a.runconfig", status=4)
    assert str(project / "a-conda.yml") in done.stderr
    assert not (project / "a.yml").exists() and (project / "a-conda.yml").read_text() == "mine"


def test_paths_are_those_of_the_new_folder(footplate, project):
    write(project, "src/aml_config/conda.yml", CONDA)
    text = "script: train.py\ntarget: local\nenvironment:\n  python: {condaDependenciesFile: aml_config/conda.yml}\n  docker: {baseImage: 'python:3.11'}\n"
    write(project, "src/aml_config/a.runconfig", text)
    footplate("migrate", "src/aml_config/a.runconfig", "-o", "v2", status=0)
    job = (project / "v2" / "a.yml").read_text()
    assert "code: ../src\n" in job and "conda_file: ../src/aml_config/conda.yml\n" in job and "compute: local\n" in job


def test_pyspark_becomes_a_spark_job(footplate, project):
    text = (
        "script: go.py\narguments: [--n, 3]\ntarget: pool\nframework: PySpark\nspark: {configuration: {spark.driver.memory: 4g}}\n"
        "environment:\n  name: sparky\n  version: 1\n")
    write(project, ".azureml/s.runconfig", text)
    write(project, "go.py", "")
    footplate("migrate", ".azureml/s.runconfig", status=0)
    job = (project / "s.yml").read_text()
    assert "type: spark\n" in job and "entry:\n  file: go.py\nargs: --n 3\n" in job
    assert "  spark.executor.instances: 2\n" in job and job.count("spark.driver.memory") == 1
    assert "environment: azureml:sparky:1\n" in job and "compute: azureml:pool\n" in job
    assert errors(footplate, "s.yml") == []


def test_a_dockerfile_is_a_file(footplate, project):
    text = '{"script": "t.py", "target": "local", "environment": {"docker": {"baseDockerfile": "FROM python:3.11\\nRUN true"}}}'
    write(project, "aml_config/d.runconfig", text)
    write(project, "t.py", "")
    footplate("migrate", "aml_config/d.runconfig", status=0)
    assert (project / "d.Dockerfile").read_text() == "FROM python:3.11\nRUN true\n"
    assert "  build:\n    path: .\n    dockerfile_path: d.Dockerfile\n" in (project / "d.yml").read_text()
    assert errors(footplate, "d.yml") == []


def test_another_document_is_refused(footplate, project):
    write(project, "job.yml", JOB)
    assert "none of the v1 files" in footplate("migrate", "job.yml", "-o", "v2", status=1).stderr


@pytest.mark.shared
def test_every_real_file_migrates_without_an_error(footplate, project):
    corpus = SHARED / "corpus"
    with open(corpus / "manifest.tsv") as manifest:
        rows = [row for row in csv.reader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 1 and row[1] in ("v1runconfig", "v1pipeline")]
    assert rows
    for number, row in enumerate(rows):
        made = footplate.json("migrate", corpus / "yaml" / row[0], "-o", f"v2/{number}", status=0)["files"][0]
        found = errors(footplate, *[one["path"] for one in made["written"]])
        # Of the folders that the files are from only the YAML is here.
        assert [one for one in found if one[1] != "file.missing"] == [], row[0]


def test_merge_keys_are_followed_and_tags_are_kept(footplate, project):
    write(project, "train.py", "")
    write(project, ".azureml/train.runconfig", "x: &base\n  docker: {baseImage: 'python:3.11'}\n  python: {userManagedDependencies: true}\nscript: train.py\n"
          "target: local\nframework: Python\ntags: {owner: me, try: 3}\nenvironment:\n  <<: *base\n  environmentVariables: {A: b}\n")
    footplate("migrate", ".azureml/train.runconfig", status=0)
    made = (project / "train.yml").read_text()
    assert "environment:\n  image: python:3.11\n" in made
    assert "tags:\n  owner: me\n  try: '3'\n" in made
    assert errors(footplate, "train.yml") == []
