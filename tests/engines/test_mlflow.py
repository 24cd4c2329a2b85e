"""Real MLflow clients, 2.x and 3.x, in real jobs: what a script logs is in the run, and nothing had to be set up."""
import json

import pytest

import cached_python

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
mlflow.log_metric("before", 2.0)
later = mlflow.sklearn.log_model(model, name="later", serialization_format="cloudpickle")  # takes the metrics of the run along
again = mlflow.sklearn.load_model(info.model_uri)
assert abs(again.predict(numpy.array([[3.0]]))[0] - 6) < 1e-9
assert [m.name for m in mlflow.search_logged_models(output_format="list")] == ["later", "line"]
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


# The calls of tutorials, one by one, each with what it should have done.
EVERYDAY = """
import os, pathlib, sys, time, mlflow, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt, numpy
from mlflow.exceptions import MlflowException
client, outer = mlflow.MlflowClient(), os.environ["MLFLOW_RUN_ID"]
mlflow.set_experiment(EXPERIMENT)
with mlflow.start_run() as run:
    assert run.info.run_id == outer
    folder = pathlib.Path("made/plots/deep")
    folder.mkdir(parents=True)
    (folder / "a b.txt").write_text("deep")
    pathlib.Path("made/top.txt").write_text("top")
    mlflow.log_artifacts("made", artifact_path="all")
    mlflow.log_artifact("made/top.txt")
    mlflow.log_image(numpy.zeros((8, 8, 3), dtype=numpy.uint8), "black.png")
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    mlflow.log_figure(figure, "figures/line.png")
    mlflow.log_table({"q": ["a"]}, "t.json")
    mlflow.log_table({"q": ["b"]}, "t.json")  # appends
    assert mlflow.load_table("t.json", run_ids=[outer])["q"].tolist() == ["a", "b"]
    mlflow.log_image(numpy.ones((4, 4)), key="sample", step=3)
    assert [f.path for f in client.list_artifacts(outer, "all/plots")] == ["all/plots/deep"]
    local = mlflow.artifacts.download_artifacts(run_id=outer, artifact_path="all")
    assert (pathlib.Path(local) / "plots/deep/a b.txt").read_text() == "deep"
    with mlflow.start_run(nested=True, run_name="middle") as middle:
        with mlflow.start_run(nested=True, run_name="inner"):
            mlflow.log_metric("score", 3)
        mlflow.log_metric("score", 2)
        mlflow.set_tags({"team": "blue", "mlflow.note.content": "a note"})
    with mlflow.start_run(nested=True, run_name="other"):
        mlflow.log_metric("score", 1)
        mlflow.log_params({"depth": 4})
    found = mlflow.search_runs(experiment_names=[EXPERIMENT], filter_string="metrics.score > 0", order_by=["metrics.score DESC"], max_results=2)
    assert found["metrics.score"].tolist() == [3, 2], found
    assert mlflow.search_runs(filter_string="tags.team = 'blue'")["run_id"].tolist() == [middle.info.run_id]
    assert len(mlflow.search_runs(filter_string="params.depth = '4' and attributes.status = 'FINISHED'")) == 1
    assert mlflow.get_run(middle.info.run_id).data.metrics == {"score": 2}
    assert mlflow.get_parent_run(middle.info.run_id).info.run_id == outer
    given_up = mlflow.start_run(nested=True, run_name="given up")
    mlflow.end_run("KILLED")
    assert mlflow.get_run(given_up.info.run_id).info.status == "KILLED"
    pages, token = [], None
    while True:
        page = client.search_runs([run.info.experiment_id], max_results=1, page_token=token)
        pages += [one.info.run_id for one in page]
        token = page.token
        if not token:
            break
    assert len(pages) == len(set(pages)) == 5, pages
mlflow.set_system_metrics_sampling_interval(0.2)
mlflow.set_system_metrics_samples_before_logging(1)
with mlflow.start_run(nested=True, run_name="measured", log_system_metrics=True) as measured:
    end = time.time() + 30
    while "system/cpu_utilization_percentage" not in mlflow.get_run(measured.info.run_id).data.metrics:
        assert time.time() < end, "no system metrics"
        time.sleep(0.1)
try:
    mlflow.register_model(f"runs:/{outer}/model", "mine")
except MlflowException as error:
    assert "registry" in str(error) and "asset create" in str(error), error
else:
    raise SystemExit("a model registry?")
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
    assert {name: len(points) for name, points in footplate.json("metrics", run["id"])["metrics"].items()} == {"rmse": 1, "before": 1}
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


def test_the_calls_of_tutorials_do_what_they_say(footplate, project, generation):
    run = run_script(footplate, project, EVERYDAY.replace("EXPERIMENT", "'tracked'"), generation)
    outputs = project / ".footplate/runs" / run["id"] / "outputs"
    for name in ("all/plots/deep/a b.txt", "all/top.txt", "top.txt", "black.png", "figures/line.png", "t.json"):
        assert (outputs / name).stat().st_size > 0, name
    assert len(list((outputs / "images").iterdir())) == 2  # the picture of a step, and its small one
    inner = children(footplate, run)
    assert {name: one["status"] for name, one in inner.items()} == {"middle": "Completed", "other": "Completed", "given up": "Canceled", "measured": "Completed"}
    assert list(children(footplate, inner["middle"])) == ["inner"]
    assert footplate.json("show", inner["middle"]["id"])["run"]["description"] == "a note"
