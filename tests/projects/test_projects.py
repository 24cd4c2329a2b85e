"""Real Azure ML example jobs, unmodified, to their end on this machine."""
import json
import pathlib
import shutil

import pytest
from conftest import SHARED, Program

pytestmark = pytest.mark.shared

IRIS = SHARED / "projects" / "data" / "iris.csv"
BASICS = "azureml-examples/cli/jobs/basics/"


@pytest.fixture(scope="module")
def projects(tmp_path_factory, cache):
    """A copy of the projects, with the service's storage mirrored."""
    folder = tmp_path_factory.mktemp("projects") / "p"
    shutil.copytree(SHARED / "projects", folder)
    blob = folder / ".footplate" / "datastores" / "workspaceblobstore" / "example-data"
    blob.mkdir(parents=True)
    shutil.copy(IRIS, blob)
    (folder / ".footplate" / "config.yml").write_text(f"""\
mirrors:
  https://azuremlexamples.blob.core.windows.net/datasets/iris.csv: {IRIS}
  wasbs://datasets@azuremlexamples.blob.core.windows.net/: {IRIS.parent}
  azureml:sampledata@latest: {IRIS.parent}
  azureml:local-folder-example@latest: {IRIS.parent}
""")
    return Program(folder, cache)


def complete(projects, job, *arguments):
    done = projects("submit", job, *arguments, "--tail", "--json", timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    run = json.loads(done.stdout)["run"]
    assert run["status"] == "Completed"
    return run, done.stderr



@pytest.mark.parametrize("job", ["hello-world.yml", "hello-dataset.yml", "hello-data-uri-folder.yml", "hello-world-env-var.yml", "hello-world-input.yml", "hello-world-org.yml",
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


@pytest.mark.parametrize("job", ["hello-iris-file.yml", "hello-iris-folder.yml", "hello-iris-datastore-file.yml", "hello-iris-datastore-folder.yml"])
def test_iris_by_a_mirrored_address_or_datastore(projects, job):
    _, log = complete(projects, BASICS + job)
    assert "sepal_length" in log


def test_scikit_learn_with_autolog(projects):
    job = "azureml-examples/cli/jobs/single-step/scikit-learn/iris/job.yml"
    run, _ = complete(projects, job, "--set", f"inputs.iris_csv.path={IRIS}")
    assert run["metrics"]["training_accuracy_score"] > 0.9
    assert run["params"]["kernel"] == "rbf"
    assert run["compute"] == "cpu-cluster" or run["compute"] == "local"


# --- pipelines

PIPELINES = sorted(path.relative_to(SHARED / "projects").as_posix() for pattern in ("basics/hello-pipeline*.yml", "pipelines-with-components/basics/*/pipeline.yml")
                   for path in (SHARED / "projects" / "azureml-examples" / "cli" / "jobs").glob(pattern))


def steps_of(projects, run):
    listed = projects.json("list", "--children", "--limit", 1000)["runs"]
    return {one["display_name"]: one for one in listed if one["parent"] == run["id"]}


@pytest.mark.parametrize("job", PIPELINES)
def test_every_pipeline_of_commands_runs_unmodified(projects, job):
    run, _ = complete(projects, job)
    steps = steps_of(projects, run)
    assert steps and {step["status"] for step in steps.values()} == {"Completed"}
    for output in run["outputs"].values():
        place = pathlib.Path(output["path"])
        assert place.is_file() or any(place.iterdir()), f"{place} is empty"


def test_the_model_of_one_step_reaches_the_last(projects):
    run, _ = complete(projects, "azureml-examples/cli/jobs/pipelines-with-components/basics/1a_e2e_local_components/pipeline.yml",
                      "--set", "inputs.pipeline_job_training_max_epocs=7")
    steps = steps_of(projects, run)
    assert set(steps) == {"train_job", "score_job", "evaluate_job"}
    runs = projects.folder / ".footplate" / "runs"
    train = (runs / steps["train_job"]["id"] / "user_logs" / "std_log.txt").read_text()
    assert "7" in train and "1.8" in train and "time-based" in train
    assert list((runs / run["id"] / "named-outputs" / "pipeline_job_evaluation_report").iterdir())


@pytest.mark.parametrize("job, reason", [
    ("azureml-examples/cli/jobs/pipelines/iris-batch-prediction-using-parallel/pipeline.yml", "step batch_prediction is of the kind parallel"),
    (BASICS + "hello-sweep.yml", "sweepJob"),
    (BASICS + "hello-automl/hello-automl-job-basic.yml", "automlJob"),
    (BASICS + "hello-model-as-input.yml", "assets/model/mlflow-model"),
    (BASICS + "hello-model-as-output.yml", "assets/model/mlflow-model"),
])
def test_what_cannot_run_here_says_why_before_anything_starts(projects, job, reason):
    before = len(projects.json("list", "--limit", 1000)["runs"]) if (projects.folder / ".footplate" / "footplate.db").exists() else 0
    done = projects("submit", job)
    assert done.returncode in (1, 3, 4) and reason in done.stderr, done.stderr
    after = len(projects.json("list", "--limit", 1000)["runs"]) if before else 0
    assert after == before
