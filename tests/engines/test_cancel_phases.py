"""Cancel in each phase of a run that can take long: it ends Canceled soon, and nothing of it is left."""
import os
import socket
import threading

import pytest
from world import World

from wheel import make_wheel

ENVIRONMENT = "environment: {image: ubuntu, conda_file: {dependencies: [python, pip, {pip: [tinytool]}]}}\n"
JOB = "command: python -c 'import tinytool'\n" + ENVIRONMENT


@pytest.fixture
def world(project, tmp_path):
    """With environments of its own, so that they have to be made."""
    world = World(project, tmp_path / "cache")
    world.environment |= {"PIP_CONFIG_FILE": "/dev/null", "FOOTPLATE_CONDA": "off", "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    return world


class SilentIndex:
    def __init__(self, address, asked):
        self.asked = asked
        self.variables = {"PIP_INDEX_URL": address, "UV_DEFAULT_INDEX": address, "PIP_DEFAULT_TIMEOUT": "600", "UV_HTTP_TIMEOUT": "600"}


@pytest.fixture
def silent_index():
    """A package index that takes questions and never answers: its address, and who has asked."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def accept():
            try:
                while True:
                    asked.append(listener.accept()[0])
            except OSError:
                pass

        threading.Thread(target=accept, daemon=True).start()
        yield SilentIndex(f"http://127.0.0.1:{listener.getsockname()[1]}/simple", asked)
        listener.shutdown(socket.SHUT_RDWR)
    for connection in asked:
        connection.close()


def canceled(world, run):
    """What `cancel` says, once it has looked that nothing is left."""
    answer = world.json("cancel", run, status=0, timeout=30)["run"]
    assert (answer["status"], answer["error"]) == ("Canceled", None)
    assert world.marked(run) == []
    return answer


def left(world):
    return os.listdir(world.environment["TMPDIR"])


def test_while_its_environment_is_built(world, silent_index, tmp_path):
    world.environment |= silent_index.variables
    (world.folder / "job.yml").write_text(JOB)
    builds, waits = world.submit("job.yml"), world.submit("job.yml")
    for run in (builds, waits):
        world.until(lambda run=run: world.show(run)["status"] == "Preparing")
    # Only the installer asks the index. A Python that is asked its version is marked as well, but soon over.
    world.until(lambda: silent_index.asked and bool(world.marked(builds)) != bool(world.marked(waits)))
    if not world.marked(builds):
        builds, waits = waits, builds
    canceled(world, waits)
    assert world.show(builds)["status"] == "Preparing" and world.marked(builds)
    canceled(world, builds)
    assert left(world) == []
    # It was not the definition's fault: the next run builds it.
    for name in silent_index.variables:
        del world.environment[name]
    make_wheel(tmp_path / "index", "tinytool", "1.0")
    world.environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "index"), "UV_NO_INDEX": "1", "UV_FIND_LINKS": str(tmp_path / "index")}
    assert world.json("submit", "job.yml", "--tail", status=0, timeout=120)["run"]["environment"]["how"] == "built"


def test_a_pipeline_whose_step_builds_its_environment(world, silent_index):
    world.environment |= silent_index.variables
    (world.folder / "pipe.yml").write_text("type: pipeline\njobs:\n  a:\n    command: echo a\n    " + ENVIRONMENT)
    run = world.submit("pipe.yml")
    step = world.until(lambda: world.json("list", "--children", "--status", "Preparing")["runs"])[0]["id"]
    world.until(lambda: silent_index.asked and (world.marked(step) or world.marked(run)))
    canceled(world, run)
    assert world.show(step)["status"] == "Canceled" and world.marked(step) == []
    assert left(world) == []


def test_while_it_is_queued_the_others_keep_their_order(world):
    (world.folder / ".footplate/compute").mkdir()
    (world.folder / ".footplate/compute/one.yml").write_text("name: one\ntype: local\nmax_instances: 1\n")
    file = world.job("a", f"until [ -e {world.folder}/go ]; do sleep 0.05; done", "compute: azureml:one\n")
    first = world.submit(file)
    world.running(first)
    second, third = world.submit(file), world.submit(file)
    for run in (second, third):
        world.until(lambda run=run: world.show(run)["status"] == "Queued")
    assert canceled(world, second)["started"] is None
    world.until(lambda: world.show(third)["queue"]["position"] == 1)
    (world.folder / "go").touch()
    assert world.ended(first)["status"] == world.ended(third)["status"] == "Completed"
    assert left(world) == []


def test_while_its_outputs_are_brought_to_their_place(world):
    many = 40_000
    # Made under another name: the copy begins with all of them there.
    command = f"mkdir ${{{{outputs.y}}}}/many && cd ${{{{outputs.y}}}}/many && seq {many} | xargs touch"
    file = world.job("a", command, "outputs: {y: {type: uri_folder, mode: upload, path: ./results, name: made}}\n")
    run = world.submit(file)
    world.until(lambda: (s := world.show(run))["status"] == "Finalizing" and (world.folder / "results/many").is_dir())
    after = canceled(world, run)
    assert after["outputs"]["y"].get("asset") is None
    assert len(os.listdir(world.folder / "results/many")) < many
    assert left(world) == []
