"""Real Azure ML example jobs, unmodified, to their end on this machine."""
import json
import shutil

import pytest
from conftest import SHARED, Program

pytestmark = pytest.mark.shared

IRIS = SHARED / "projects" / "data" / "iris.csv"
BASICS = "azureml-examples/cli/jobs/basics/"


@pytest.fixture(scope="module")
def projects(tmp_path_factory, cache):
    """A copy of the projects, with the sample storage mirrored."""
    folder = tmp_path_factory.mktemp("projects") / "p"
    shutil.copytree(SHARED / "projects", folder)
    (folder / ".footplate").mkdir()
    (folder / ".footplate" / "config.yml").write_text(f"mirrors:\n  https://azuremlexamples.blob.core.windows.net/datasets/iris.csv: {IRIS}\n")
    return Program(folder, cache)


def complete(projects, job, *arguments):
    done = projects("submit", job, *arguments, "--tail", "--json", timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    run = json.loads(done.stdout)["run"]
    assert run["status"] == "Completed"
    return run, done.stderr



@pytest.mark.parametrize("job", ["hello-world.yml", "hello-world-env-var.yml", "hello-world-input.yml", "hello-world-org.yml",
                                 "hello-world-output.yml", "hello-world-output-data.yml", "hello-code.yml"])
def test_hello(projects, job):
    complete(projects, BASICS + job)


def test_mlflow_metrics_params_and_artifacts_land_in_the_run(projects):
    run, _ = complete(projects, BASICS + "hello-mlflow.yml")
    assert "hello_metric" in run["metrics"] and run["params"]
    outputs = projects.folder / ".footplate" / "runs" / run["id"] / "outputs"
    assert any(path.is_file() for path in outputs.rglob("*"))
    again, _ = complete(projects, BASICS + "hello-mlflow.yml")
    assert again["environment"]["how"] == "cached"


def test_iris_as_a_literal(projects):
    _, log = complete(projects, BASICS + "hello-iris-literal.yml", "--set", f"inputs.iris_csv={IRIS}")
    assert "sepal_length" in log


def test_iris_by_a_mirrored_address(projects):
    _, log = complete(projects, BASICS + "hello-iris-file.yml")
    assert "sepal_length" in log


def test_scikit_learn_with_autolog(projects):
    job = "azureml-examples/cli/jobs/single-step/scikit-learn/iris/job.yml"
    run, _ = complete(projects, job, "--set", f"inputs.iris_csv.path={IRIS}")
    assert run["metrics"]["training_accuracy_score"] > 0.9
    assert run["params"]["kernel"] == "rbf"
    assert run["compute"] == "cpu-cluster" or run["compute"] == "local"
