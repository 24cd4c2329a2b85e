"""Jobs of several processes under a real Open MPI, with mpi4py."""
import os
import pathlib

import pytest

import cached_python
from waiting import wait_for

SUM = """\
import os
from mpi4py import MPI
world = MPI.COMM_WORLD
total = world.allreduce(world.Get_rank() + 1)
print("rank", world.Get_rank(), "of", world.Get_size(), "total", total, "node", os.environ["AZUREML_CR_NODE_RANK"], flush=True)
"""
ONE_FAILS = """\
import os
from mpi4py import MPI
if MPI.COMM_WORLD.Get_rank() == 1:
    os._exit(7)  # without a farewell, as a crash does
MPI.COMM_WORLD.Barrier()
"""
FOREVER = """\
import time
from mpi4py import MPI
MPI.COMM_WORLD.Barrier()
print("up", flush=True)
time.sleep(600)
"""


@pytest.fixture
def mpi(footplate, project):
    """submit(script, options of the job) -> id; mpirun is only beside the Python that the project names."""
    (project / ".footplate/config.yml").write_text(f"python: {cached_python.interpreter_or_skip('mpi')}\n")
    (project / "src").mkdir()

    def submit(script, *options):
        (project / "src/job.py").write_text(script)
        (project / "job.yml").write_text(
            "command: python job.py\ncode: src\nenvironment: {image: ubuntu}\n"
            "resources: {instance_count: 2}\ndistribution: {type: mpi, process_count_per_instance: 2}\n")
        return footplate.json("submit", "job.yml", *options, timeout=120)["run"]

    return submit


def logs(project, run):
    folder = project / ".footplate/runs" / run["id"] / "user_logs"
    return [path.read_text() if path.exists() else "" for path in (folder / f"std_log_process_{rank}.txt" for rank in range(4))]


def test_ranks_of_all_nodes_meet(mpi, project):
    run = mpi(SUM, "--tail")
    assert run["status"] == "Completed"
    assert logs(project, run) == [f"rank {rank} of 4 total 10 node {rank // 2}\n" for rank in range(4)]


def test_one_failing_rank_ends_all(mpi):
    run = mpi(ONE_FAILS, "--tail")
    assert (run["status"], run["exit_code"]) == ("Failed", 7)


def alive(token):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if token in pathlib.Path(f"/proc/{pid}/environ").read_bytes():
                found.append(pid)
        except OSError:
            pass
    return found


def test_cancel_ends_every_rank_and_the_launcher(mpi, footplate, project):
    run = mpi(FOREVER)
    wait_for(lambda: logs(project, run) == ["up\n"] * 4)
    token = f"AZUREML_RUN_ID={run['id']}".encode()
    assert len(alive(token)) >= 5
    footplate("cancel", run["id"], status=0)
    assert wait_for(lambda: (found := footplate.json("show", run["id"])["run"])["status"] == "Canceled" and found)
    wait_for(lambda: not alive(token))
