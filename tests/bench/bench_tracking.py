#!/usr/bin/env python3
"""The tracking endpoint of a run against `mlflow server` (PyPI, SQLite): metrics a second by log-batch, and searches.

    bench_tracking.py BUILD [--quick]

Both are asked by the same client over one kept connection, a round of one after a round of the other.
"""
import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import cached_python  # noqa: E402
from marks import Marks  # noqa: E402

POINTS, RUNS = 1000, 200
JOB = """\
command: |
  echo "$MLFLOW_TRACKING_URI $MLFLOW_TRACKING_TOKEN" > "$PLACE.new" && mv "$PLACE.new" "$PLACE" && sleep 3600
environment_variables: {PLACE: %s}
environment: {image: ubuntu}
"""


class Client:
    """One kept connection, as MLflow's own client has it."""

    def __init__(self, address, token=""):
        host, port = address.removeprefix("http://").split(":")
        self.connection = http.client.HTTPConnection(host, int(port), timeout=120)
        self.headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}

    def post(self, call, body):
        self.connection.request("POST", f"/api/2.0/mlflow/{call}", body if isinstance(body, str) else json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{call}: {answer.status} {text[:300]}")
        return text

    def new_run(self, experiment):
        made = self.post("runs/create", {"experiment_id": experiment, "start_time": 1})
        return json.loads(made)["run"]["info"]["run_id"]

    def fill(self, experiment):
        """RUNS runs to search, and one to log into."""
        for number in range(RUNS):
            self.post("runs/log-batch", {
                "run_id": self.new_run(experiment),
                "metrics": [{"key": "loss", "value": number, "timestamp": 1, "step": 0}],
                "params": [{"key": "lr", "value": "0.1"}]})
        self.experiment, self.run, self.step = experiment, self.new_run(experiment), 0

    def batch(self):
        """Milliseconds of 1,000 points in one log-batch."""
        self.step += POINTS
        body = json.dumps({"run_id": self.run, "metrics": [
            {"key": f"m{at % 10}", "value": at / 7, "timestamp": 1700000000000, "step": self.step + at} for at in range(POINTS)]})
        return self.timed("runs/log-batch", body)[0]

    def single(self):
        self.step += 1
        return self.timed("runs/log-metric", {"run_id": self.run, "key": "one", "value": 0.5, "timestamp": 1700000000000, "step": self.step})[0]

    def search(self):
        took, text = self.timed("runs/search", {
            "experiment_ids": [self.experiment], "filter": "metrics.loss >= 10 and params.lr = '0.1'",
            "order_by": ["metrics.loss DESC"], "max_results": 50})
        assert len(json.loads(text)["runs"]) == 50
        return took

    def timed(self, call, body):
        began = time.perf_counter()
        text = self.post(call, body)
        return (time.perf_counter() - began) * 1000, text


@contextlib.contextmanager
def footplate(binary, folder):
    place = folder / "address"
    (folder / ".footplate").mkdir()
    (folder / "job.yml").write_text(JOB % place)
    answer = subprocess.check_output([binary, "-C", str(folder), "submit", "job.yml", "--json"], stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not place.exists():
            assert time.monotonic() < end, "the job did not start"
            time.sleep(0.02)
        client = Client(*place.read_text().split())
        client.fill("0")
        yield client
    finally:
        run = json.loads(answer)["run"]["id"]
        subprocess.run([binary, "-C", str(folder), "cancel", run], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


@contextlib.contextmanager
def mlflow_server(folder):
    python = cached_python.interpreter("mlflow-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [python, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--backend-store-uri", f"sqlite:///{folder}/m.db", "--artifacts-destination", str(folder / "a")],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        end = time.monotonic() + 180
        while True:
            try:
                client = Client(f"http://127.0.0.1:{port}")
                made = client.post("experiments/create", {"name": "bench"})
                break
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < end and server.poll() is None, "mlflow server did not come up"
                time.sleep(0.5)
        client.fill(json.loads(made)["experiment_id"])
        yield client
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def main():
    build = sys.argv[1]
    rounds = 10 if "--quick" in sys.argv else 40
    marks = Marks("tracking", f"{build}/bench")
    with contextlib.ExitStack() as stack:
        folders = [pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        peer = stack.enter_context(mlflow_server(folders[1]))
        ours = stack.enter_context(footplate(os.path.abspath(f"{build}/footplate"), folders[0]))
        for name, of in (("log-batch of 1,000 metrics", Client.batch), ("log-metric", Client.single),
                         (f"runs/search of {RUNS}: filter, order, 50 found", Client.search)):
            mine, other = [], []
            for at in range(rounds):
                mine.append(of(ours))
                if at % 2 == 0:
                    other.append(of(peer))
            marks.ratio(name, mine, other, at_least=20 if of is not Client.single else None)
            if of is Client.batch:
                print(f"  {POINTS * 1000 / (sum(mine) / len(mine)):,.0f} metrics a second; mlflow server {POINTS * 1000 / (sum(other) / len(other)):,.0f}")
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
