"""Pools of nodes on this machine: order, nodes at once, lifetimes, what is said of the queue, and death at any moment."""
import json
import os
import pathlib
import signal

import pytest
from waiting import wait_for


ENDS = {"Completed", "Failed", "Canceled"}


@pytest.fixture
def pool(project, footplate):
    return Pool(project, footplate)


class Pool:
    def __init__(self, project, footplate):
        self.project, self.footplate = project, footplate

    def declare(self, text, name="gpu"):
        folder = self.project / ".footplate" / "compute"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.yml").write_text(f"name: {name}\n{text}\n")

    def submit(self, name, command="sleep 600", more="", status=0):
        (self.project / f"{name}.yml").write_text(
            f"name: {name}\ncommand: {json.dumps(command)}\nenvironment: {{image: python:3}}\ncompute: azureml:gpu\n{more}")
        return self.footplate("submit", f"{name}.yml", status=status)

    def run(self, name):
        return self.footplate.json("show", name, status=0)["run"]

    def wait(self, name, *statuses):
        return wait_for(lambda: (run := self.run(name))["status"] in (statuses or ENDS) and run)

    def show(self):
        return self.footplate.json("compute", "show", "gpu", status=0)["compute"]

    def busy(self):
        return sorted(node["run"] for node in self.show()["nodes"] if node["run"])

    def supervisor(self, name):
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if b"supervise" in words and name.encode() in words and str(self.project).encode() in words:
                    return int(entry.name)
        return None


def test_runs_wait_in_order_and_are_told_why(pool):
    pool.declare("type: amlcompute\nmax_instances: 1")
    pool.submit("a")
    pool.wait("a", "Running")
    for name in ("b", "c"):
        pool.submit(name, f"echo {name} >> {pool.project}/order", more=f"display_name: the job {name}")
        pool.wait(name, "Queued")
    assert pool.run("c")["queue"] == {"compute": "gpu", "position": 2, "length": 2, "nodes": 1, "reason": "position 2 of 2 on gpu, 1 of 1 nodes busy by a"}
    assert "position 2 of 2 on gpu" in pool.footplate("show", "c").stdout
    assert [run.get("queue", {}).get("position") for run in pool.footplate.json("list")["runs"]] == [2, 1, None]
    queue = pool.show()["queue"]
    assert [(waiting["run"], waiting["display_name"]) for waiting in queue] == [("b", "the job b"), ("c", "the job c")]
    pool.footplate("cancel", "a", status=0)
    for name in ("b", "c"):
        assert pool.wait(name)["status"] == "Completed"
    assert (pool.project / "order").read_text() == "b\nc\n"
    assert "queue" not in pool.run("c")


def test_a_pipeline_tells_for_whom_its_steps_wait_unless_they_are_its_own(pool):
    pool.declare("type: local\nmax_instances: 1")
    pool.submit("a")
    pool.wait("a", "Running")
    step = "{command: 'true', environment: {image: ubuntu}, compute: 'azureml:gpu'}"
    (pool.project / "p.yml").write_text(f"type: pipeline\nname: p\njobs:\n  x: {step}\n  y: {step}\n")
    pool.footplate("submit", "p.yml", status=0)
    wait_for(lambda: len(pool.show()["queue"]) == 2)
    log = pool.project / ".footplate/runs/p/user_logs/std_log.txt"
    told = wait_for(lambda: (lines := [line for line in log.read_text().splitlines() if " queued: " in line]) and len(lines) >= 2 and lines)
    assert all("1 of 1 nodes busy by a" in line for line in told) and {line.split()[2] for line in told} == {"x", "y"}
    pool.footplate("cancel", "a", status=0)
    assert pool.wait("p")["status"] == "Completed"
    assert "busy by" not in log.read_text().replace("busy by a", "")


def test_a_killed_supervisor_frees_its_nodes_and_a_killed_waiter_its_turn(pool):
    pool.declare("type: amlcompute\nmax_instances: 1")
    for name, status in (("a", "Running"), ("b", "Queued"), ("c", "Queued")):
        pool.submit(name, "true" if name == "c" else "sleep 600")
        pool.wait(name, status)
    os.kill(pool.supervisor("b"), signal.SIGKILL)
    assert pool.wait("b")["error"]["code"] == "supervisorLost"
    os.kill(pool.supervisor("a"), signal.SIGKILL)
    assert pool.wait("c")["status"] == "Completed"
    assert pool.wait("a")["error"]["code"] == "supervisorLost" and pool.busy() == []


def test_several_nodes_are_taken_at_once_and_nobody_starves(pool):
    pool.declare("type: amlcompute\nmax_instances: 2")
    pool.submit("a")
    pool.wait("a", "Running")
    pool.submit("both", more="resources: {instance_count: 2}\n")
    pool.wait("both", "Queued")
    pool.submit("small", "true")
    pool.wait("small", "Queued")
    assert pool.busy() == ["a"]
    pool.footplate("cancel", "a", status=0)
    pool.wait("both", "Running")
    assert pool.busy() == ["both", "both"] and pool.run("small")["status"] == "Queued"
    pool.footplate("cancel", "both", status=0)
    assert pool.wait("small")["status"] == "Completed"
    assert "at most 2" in pool.submit("three", more="resources: {instance_count: 3}\n", status=4).stderr


def test_nodes_stay_for_their_idle_time_and_the_least_number_for_ever(pool):
    pool.declare("type: amlcompute\nmin_instances: 1\nmax_instances: 2\nidle_time_before_scale_down: 1")
    for name in ("a", "b"):
        pool.submit(name, f"while [ ! -e {pool.project}/go ]; do sleep 0.1; done")
        pool.wait(name, "Running")
    assert [node["name"] for node in pool.show()["nodes"]] == ["gpu-0", "gpu-1"]
    (pool.project / "go").write_text("")
    pool.wait("a"), pool.wait("b")
    nodes = wait_for(lambda: len(nodes := pool.show()["nodes"]) == 1 and nodes)
    assert nodes[0]["state"] == "idle" and nodes[0]["until"] is None


def test_a_stopped_compute_begins_no_run(pool):
    pool.declare("type: local\nmax_instances: 1")
    assert pool.footplate.json("compute", "stop", "gpu", status=0)["compute"]["state"] == "stopped"
    pool.submit("a", "true")
    assert "footplate compute start gpu" in pool.wait("a", "Queued")["queue"]["reason"]
    assert "a" in pool.footplate("compute", "delete", "gpu", status=4).stderr
    pool.footplate("compute", "start", "gpu", status=0)
    assert pool.wait("a")["status"] == "Completed"
    pool.footplate("compute", "delete", "gpu", status=0)
    assert not (pool.project / ".footplate/compute/gpu.yml").exists()
    assert pool.footplate("compute", "show", "gpu").returncode == 3


def test_a_changed_maximum_counts_for_runs_that_wait(pool):
    pool.declare("type: local\nmax_instances: 1")
    pool.submit("a")
    pool.wait("a", "Running")
    pool.submit("b", "true")
    pool.wait("b", "Queued")
    pool.declare("type: local\nmax_instances: 2")
    assert pool.show()["max_instances"] == 2
    assert pool.wait("b")["status"] == "Completed"
    pool.footplate("cancel", "a", status=0)
    pool.wait("a")


def test_cards_are_divided_among_the_nodes(pool):
    pool.declare("type: local\ngpus: 4\nmax_instances: 2")
    for name in ("a", "b"):
        pool.submit(name, f"echo cards=$CUDA_VISIBLE_DEVICES; while [ ! -e {pool.project}/go ]; do sleep 0.1; done")
        pool.wait(name, "Running")
    (pool.project / "go").write_text("")
    pool.wait("a"), pool.wait("b")
    logs = sorted(pool.footplate("tail", name).stdout for name in ("a", "b"))
    assert "cards=0,1" in logs[0] and "cards=2,3" in logs[1]


@pytest.mark.parametrize("kind", ["ssh\nhost: x", "slurm"])
def test_a_compute_without_an_engine_is_refused(pool, kind):
    pool.declare(f"type: {kind}")
    assert "no engine" in pool.submit("a", status=4).stderr
    listed = {one["name"]: one["state"] for one in pool.footplate.json("compute", "list", status=0)["computes"]}
    assert listed == {"local": "running", "gpu": "unsupported"}
    assert pool.footplate.json("list")["runs"] == []


RENDEZVOUS = """\
import os, socket
rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
at = (os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]))
if rank == 0:
    server = socket.create_server(at)
    seen = sorted(int(server.accept()[0].makefile().readline()) for _ in range(size - 1))
    print("met", seen, flush=True)
else:
    for _ in range(600):
        try:
            s = socket.create_connection(at)
            break
        except OSError:
            import time; time.sleep(0.1)
    s.sendall(f"{rank}\\n".encode()); s.close()
    print("local", os.environ["LOCAL_RANK"], "node", os.environ["NODE_RANK"], flush=True)
"""


def test_torch_processes_find_each_other_and_have_a_log_each(pool):
    pool.declare("type: amlcompute\nmax_instances: 2")
    (pool.project / "src").mkdir()
    (pool.project / "src/meet.py").write_text(RENDEZVOUS)
    pool.submit("torch", "python meet.py", "code: src\nresources: {instance_count: 2}\ndistribution: {type: pytorch, process_count_per_instance: 2}\n")
    assert pool.wait("torch")["status"] == "Completed"
    logs = pool.project / ".footplate/runs/torch/user_logs"
    assert (logs / "std_log_process_0.txt").read_text() == "met [1, 2, 3]\n"
    assert (logs / "std_log_process_3.txt").read_text() == "local 1 node 1\n"


def test_one_failing_process_ends_the_others(pool):
    pool.submit("fails", "if [ $RANK = 1 ]; then exit 7; else sleep 600; fi", "distribution: {type: pytorch, process_count_per_instance: 3}\n")
    run = pool.wait("fails")
    assert (run["status"], run["exit_code"]) == ("Failed", 7) and "process 1 of 3" in run["error"]["message"]


def test_parameter_servers_end_with_the_workers(pool):
    pool.submit("tf", "echo $TF_CONFIG; case $TF_CONFIG in *'\"type\":\"ps\"'*) sleep 600;; esac",
                "distribution: {type: tensorflow, worker_count: 2, parameter_server_count: 1}\n")
    assert pool.wait("tf")["status"] == "Completed"
    config = json.loads((pool.project / ".footplate/runs/tf/user_logs/std_log_process_1.txt").read_text())
    assert sorted(config["cluster"]) == ["chief", "ps", "worker"] and config["task"] == {"type": "worker", "index": 0}


def test_mpi_ranks_and_ray(pool):
    pool.submit("mpi", "echo rank $OMPI_COMM_WORLD_RANK of $OMPI_COMM_WORLD_SIZE", "distribution: {type: mpi, process_count_per_instance: 2}\n")
    assert pool.wait("mpi")["status"] == "Completed"
    assert (pool.project / ".footplate/runs/mpi/user_logs/std_log_process_1.txt").read_text() == "rank 1 of 2\n"
    assert "ray" in pool.submit("ray", more="distribution: {type: ray}\n", status=4).stderr
