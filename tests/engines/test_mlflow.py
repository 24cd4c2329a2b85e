"""Real MLflow clients, 2.x and 3.x, in real jobs: what a script logs is in the run, and nothing had to be set up."""
import json
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import cached_python  # noqa: E402

LOGGING = """
import mlflow
mlflow.log_metric("loss", 0.5, step=1)
mlflow.log_metrics({"acc": 0.9, "odd": float("nan"), "far": float("inf"), "val/größe (%)": -2.5e300}, step=-3)
mlflow.log_params({"lr": 0.1, "kernel": "rbf"})
mlflow.set_tag("owner", "ada")
mlflow.log_text("words", "notes/t.txt")
mlflow.log_dict({"a": [1]}, "d.json")
with mlflow.start_run(nested=True, run_name="inner"):
    mlflow.log_metric("loss", 0.25)
client = mlflow.MlflowClient()
run = client.get_run(mlflow.active_run().info.run_id)
assert [p.value for p in client.get_metric_history(run.info.run_id, "loss")] == [0.5]
assert run.data.params == {"lr": "0.1", "kernel": "rbf"}, run.data.params
assert sorted(a.path for a in client.list_artifacts(run.info.run_id)) == ["d.json", "notes"]
assert mlflow.artifacts.load_text(run.info.artifact_uri + "/notes/t.txt") == "words"
"""

REFUSALS = """
import mlflow, time
from mlflow.exceptions import MlflowException
began = time.time()
client = mlflow.MlflowClient()
def refused(call, word):
    try:
        call()
    except MlflowException as error:
        assert word in str(error), str(error)
    else:
        raise SystemExit(f"not refused: {word}")
mlflow.log_param("lr", 1)
refused(lambda: client.log_param(mlflow.active_run().info.run_id, "lr", 2), "lr")
refused(lambda: client.get_run("somebody-elses"), "somebody-elses")
refused(lambda: client.create_registered_model("m"), "asset create")
refused(lambda: client.log_metric("OTHER", "x", 1), "not this job's")
refused(lambda: mlflow.search_runs(filter_string="metrics.x <"), "")
assert time.time() - began < 60, "refusals are not tried again for minutes"
"""

SEARCH = """
import mlflow
mlflow.log_param("outer", 1)  # the job's own run is the active one from here on
for number in range(4):
    with mlflow.start_run(nested=True, run_name=f"try {number}"):
        mlflow.log_param("number", number)
        mlflow.log_metric("val loss", 1 / (1 + number))
found = mlflow.search_runs(filter_string="metrics.`val loss` < 0.6 and params.number != '3'",
                           order_by=["metrics.`val loss` ASC"], output_format="list")
assert [run.info.run_name for run in found] == ["try 2", "try 1"], found
frame = mlflow.search_runs(search_all_experiments=True)
assert len(frame) >= 5 and "metrics.val loss" in frame.columns
assert mlflow.get_experiment_by_name(EXPERIMENT).experiment_id == found[0].info.experiment_id
"""

AUTOLOG = """
import mlflow, numpy
mlflow.autolog(log_datasets=True)
from sklearn.linear_model import LogisticRegression
data, label = numpy.random.rand(80, 3), numpy.random.randint(0, 2, 80)
LogisticRegression(C=0.5).fit(data, label)
import lightgbm, xgboost
with mlflow.start_run(nested=True, run_name="xgboost"):
    xgboost.train({"objective": "binary:logistic", "max_depth": 2}, xgboost.DMatrix(data, label=label), num_boost_round=3,
                  evals=[(xgboost.DMatrix(data, label=label), "train")])
with mlflow.start_run(nested=True, run_name="lightgbm"):
    sets = lightgbm.Dataset(data, label)
    lightgbm.train({"objective": "binary", "verbose": -1}, sets, num_boost_round=3, valid_sets=[sets])
"""

MODEL = """
import mlflow, numpy
from sklearn.linear_model import LinearRegression
model = LinearRegression().fit(numpy.array([[0.0], [1.0]]), numpy.array([0.0, 2.0]))
info = mlflow.sklearn.log_model(model, name="line", input_example=numpy.array([[2.0]]), serialization_format="cloudpickle")
mlflow.log_metric("rmse", 0.0, model_id=info.model_id)
again = mlflow.sklearn.load_model(info.model_uri)
assert abs(again.predict(numpy.array([[3.0]]))[0] - 6) < 1e-9
assert [m.name for m in mlflow.search_logged_models(output_format="list")] == ["line"]
mlflow.set_logged_model_tags(info.model_id, {"stage": "test"})
assert mlflow.get_logged_model(info.model_id).tags["stage"] == "test"
"""


# What mlflow.pytorch's autolog calls, from the ranks of one job at a time: threads and processes log into one run.
RANKS = """
import multiprocessing, os, mlflow
from mlflow.entities import Metric
def rank(number):
    client = mlflow.MlflowClient()
    run = os.environ["MLFLOW_RUN_ID"]
    for batch in range(5):
        client.log_batch(run, metrics=[Metric(f"loss_{number}", i, 1700000000000, batch * 100 + i) for i in range(100)])
if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(4) as pool:
        pool.map(rank, range(4))
    import concurrent.futures
    client, run = mlflow.MlflowClient(), os.environ["MLFLOW_RUN_ID"]
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda i: client.log_metric(run, "threads", i, step=i), range(200)))
"""


# What notebooks do, behind a proxy that is not there: tables, pictures, data sets, forks; traces fail at once, not after minutes.
NOTEBOOK = """
import os, time, mlflow, numpy, pandas
run = os.environ["MLFLOW_RUN_ID"]
mlflow.log_table({"question": ["a"], "answer": ["b"]}, "table.json")
mlflow.log_input(mlflow.data.from_pandas(pandas.DataFrame({"a": [1.0]}), name="frame"), "training")
mlflow.log_params({f"p{number}": number for number in range(250)})
mlflow.log_metrics({f"m{number}": number for number in range(2500)})
mlflow.log_metric("later", 1, synchronous=False)
mlflow.flush_async_logging()
began = time.time()
try:
    mlflow.trace(lambda: 1)()
    mlflow.flush_trace_async_logging()
except mlflow.exceptions.MlflowException:
    pass
assert time.time() - began < 45, "traces are tried again and again"
child = os.fork()
if child == 0:
    mlflow.MlflowClient().log_metric(run, "forked", 1)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
mlflow.set_experiment("another")
with mlflow.start_run(nested=True, run_name="elsewhere"):
    mlflow.log_metric("x", 1)
"""


@pytest.fixture(params=["2", "3"])
def generation(request):
    return request.param


def run_script(footplate, project, script, generation, status=0):
    interpreter = cached_python.interpreter_or_skip(f"mlflow{generation}")
    (project / "src").mkdir(exist_ok=True)
    (project / "src" / "train.py").write_text(script)
    (project / ".footplate" / "config.yml").write_text(f"python: {interpreter}\n")
    (project / "job.yml").write_text("experiment_name: tracked\ncommand: python train.py\ncode: src\nenvironment:\n  image: ubuntu\n")
    done = footplate("submit", "job.yml", "--tail", "--json", timeout=300)
    assert done.returncode == status, done.stderr[-3000:]
    return json.loads(done.stdout)["run"]


def children(footplate, run):
    return {one["display_name"]: one for one in footplate.json("list", "--parent", run["id"])["runs"]}


def test_metrics_parameters_tags_and_files_are_in_the_run(footplate, project, generation):
    run = run_script(footplate, project, LOGGING, generation)
    assert run["metrics"] == {"loss": 0.5, "acc": 0.9, "odd": "NaN", "far": "Infinity", "val/größe (%)": -2.5e300}
    assert run["params"] == {"lr": "0.1", "kernel": "rbf"}
    assert run["tags"]["owner"] == "ada"
    assert (project / ".footplate/runs" / run["id"] / "outputs/notes/t.txt").read_text() == "words"
    inner = children(footplate, run)["inner"]
    assert (inner["status"], inner["metrics"]) == ("Completed", {"loss": 0.25})


def test_what_is_not_allowed_or_not_there_is_refused_at_once(footplate, project, generation):
    (project / "other.yml").write_text("command: 'true'\nenvironment:\n  image: ubuntu\n")
    other = footplate.json("submit", "other.yml", "--tail")["run"]["id"]
    run_script(footplate, project, REFUSALS.replace("OTHER", other), generation)


def test_runs_are_searched_by_mlflows_filters(footplate, project, generation):
    run_script(footplate, project, SEARCH.replace("EXPERIMENT", "'tracked'"), generation)


def test_autolog_of_scikit_learn_xgboost_and_lightgbm(footplate, project):
    run = run_script(footplate, project, AUTOLOG, "2")
    assert run["params"]["C"] == "0.5"
    assert run["metrics"]["training_accuracy_score"] > 0
    assert (project / ".footplate/runs" / run["id"] / "outputs/model/MLmodel").exists()
    inner = children(footplate, run)
    assert inner["xgboost"]["params"]["max_depth"] == "2" and "train-logloss" in inner["xgboost"]["metrics"]
    assert inner["lightgbm"]["params"]["objective"] == "binary" and inner["lightgbm"]["metrics"]


def test_a_model_of_mlflow_3_is_logged_found_and_loaded(footplate, project):
    run = run_script(footplate, project, MODEL, "3")
    assert run["metrics"]["rmse"] == 0
    assert (project / ".footplate/runs" / run["id"] / "outputs/line/MLmodel").exists()


def test_processes_and_threads_log_into_one_run(footplate, project, generation):
    run = run_script(footplate, project, RANKS, generation)
    history = footplate.json("metrics", run["id"])["metrics"]
    assert {name: len(points) for name, points in history.items()} == {
        **{f"loss_{number}": 500 for number in range(4)},
        "threads": 200,
    }


def test_what_notebooks_do_arrives_through_no_proxy(footplate, project, generation, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    run = run_script(footplate, project, NOTEBOOK, generation)
    assert len(run["params"]) == 250 and run["metrics"]["m2499"] == 2499
    assert run["metrics"]["later"] == 1 and run["metrics"]["forked"] == 1
    assert (project / ".footplate/runs" / run["id"] / "outputs/table.json").exists()
    elsewhere = children(footplate, run)["elsewhere"]
    assert (elsewhere["experiment"], elsewhere["status"]) == ("another", "Completed")
