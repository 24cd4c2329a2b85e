"""Real MLflow in a real job: what a script logs is in the run, nothing had to be set up."""
import json
import os
import pathlib
import subprocess
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FOOTPLATE_BIN") or str(ROOT / "build" / "footplate")

SCRIPT = """
import mlflow
mlflow.log_metric("loss", 0.5, step=1)
mlflow.log_metrics({"acc": 0.9, "odd": float("nan")})
mlflow.log_params({"lr": 0.1, "kernel": "rbf"})
mlflow.set_tag("owner", "ada")
mlflow.log_text("words", "notes/t.txt")
with mlflow.start_run(nested=True, run_name="inner"):
    mlflow.log_metric("loss", 0.25)
run = mlflow.active_run()
client = mlflow.MlflowClient()
assert [p.value for p in client.get_metric_history(run.info.run_id, "loss")] == [0.5]
assert client.get_run(run.info.run_id).data.params == {"lr": "0.1", "kernel": "rbf"}
assert [a.path for a in client.list_artifacts(run.info.run_id)] == ["notes"]
try:
    client.get_run("somebody-elses")
    raise SystemExit("another run was shown")
except mlflow.exceptions.MlflowException:
    pass
"""


def has_index():
    try:
        urllib.request.urlopen("https://pypi.org/simple/mlflow-skinny/", timeout=10).close()
        return True
    except OSError:
        return False


pytestmark = [
    pytest.mark.skipif(not os.path.exists(PROGRAM), reason=f"{PROGRAM} is not built"),
    pytest.mark.skipif(not has_index(), reason="no package index can be reached"),
]


def call(folder, *args):
    return subprocess.run([PROGRAM, *args], cwd=folder, capture_output=True, text=True, timeout=500)


def test_what_a_script_logs_is_in_the_run(tmp_path):
    (tmp_path / ".footplate").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "train.py").write_text(SCRIPT)
    (tmp_path / "conda.yml").write_text("name: e\ndependencies:\n- python\n- pip\n- pip:\n  - mlflow-skinny>=2.15,<3\n")
    (tmp_path / "job.yml").write_text(
        "command: python train.py\ncode: src\nenvironment:\n  image: ubuntu\n  conda_file: conda.yml\n"
    )
    done = call(tmp_path, "submit", "job.yml", "--tail", "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    run = json.loads(done.stdout)["run"]
    assert run["status"] == "Completed"
    assert run["metrics"]["loss"] == 0.5 and run["metrics"]["acc"] == 0.9
    assert run["params"] == {"lr": "0.1", "kernel": "rbf"}
    assert run["tags"]["owner"] == "ada"
    outputs = tmp_path / ".footplate" / "runs" / run["id"] / "outputs"
    assert (outputs / "notes" / "t.txt").read_text() == "words"
    children = json.loads(call(tmp_path, "list", "--children", "--json").stdout)["runs"]
    inner = [r for r in children if r["display_name"] == "inner"]
    assert [(r["status"], r["parent"], r["metrics"]["loss"]) for r in inner] == [("Completed", run["id"], 0.25)]
    # The second submission finds the environment ready.
    again = call(tmp_path, "submit", "job.yml", "--tail", "--json")
    assert json.loads(again.stdout)["run"]["environment"]["how"] == "cached"
