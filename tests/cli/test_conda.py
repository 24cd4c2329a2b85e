"""Environments made by conda's family, from a channel in a folder: solved and installed by rattler (tests/support/conda_program.py)."""
import json
import sys

import pytest
from wheel import make_wheel

import cached_python
import conda_program

JOB = """\
command: python -c "import tinylib, wheeltool; print('tinylib', tinylib.__version__, 'wheeltool', wheeltool.__version__)"
environment: {image: ubuntu, conda_file: conda.yml}
"""


@pytest.fixture(scope="module")
def rattler():
    return cached_python.interpreter_or_skip("conda")


@pytest.fixture(scope="module")
def channel(tmp_path_factory, rattler):
    made = conda_program.Channel(tmp_path_factory.mktemp("channel"))
    made.add_python().add_pip(rattler)
    made.add("tinylib", "1.0", depends=["python"]).add("tinylib", "1.2", depends=["python"]).add("tinylib", "1.4", depends=["python"])
    made.add("needs_old", "1.0", depends=["python", "tinylib <1.1"])
    return made.index(rattler)


@pytest.fixture
def lab(footplate, project, tmp_path, rattler, channel):
    """footplate with a cache of its own, one program of conda's family and an index of one wheel."""
    make_wheel(tmp_path / "index", "wheeltool", "2.0")
    footplate.environment |= {"PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "index"),
                              "FOOTPLATE_CACHE_DIR": str(tmp_path / "cache")}
    for name in ("FOOTPLATE_CONDA", "MAMBA_EXE", "CONDA_EXE"):
        footplate.environment.pop(name, None)
    (project / "job.yml").write_text(JOB)
    footplate.use = lambda name: footplate.environment.update(
        PATH=f"{conda_program.install(tmp_path / name, name, rattler).parent}:{footplate.environment['PATH']}")
    return footplate


def define(project, channel, *dependencies, pip=("wheeltool==2.0",)):
    text = f"channels: [{channel.url}]\ndependencies:\n" + "".join(f"- {d}\n" for d in dependencies)
    if pip:
        text += "- pip:\n" + "".join(f"  - {p}\n" for p in pip)
    (project / "conda.yml").write_text(text)


@pytest.mark.parametrize("program", ["micromamba", "mamba", "conda"])
def test_conda_makes_its_part_and_pip_the_rest(lab, project, channel, program):
    lab.use(program)
    define(project, channel, "python=%d.%d" % sys.version_info[:2], "tinylib=1.2")
    done = lab("submit", "job.yml", "--tail", "--json", status=0, timeout=180)
    run = json.loads(done.stdout)["run"]
    assert f"by {program}" in done.stderr and "tinylib 1.2 wheeltool 2.0" in done.stderr
    assert run["environment"]["how"] == "built" and run["environment"]["substitutions"] == []
    assert json.loads(lab("submit", "job.yml", "--tail", "--json", status=0).stdout)["run"]["environment"]["how"] == "cached"


def test_versions_are_what_the_solver_finds(lab, project, channel):
    lab.use("micromamba")
    define(project, channel, "needs_old", "tinylib>=0.9", pip=("wheeltool",))
    assert "tinylib 1.0" in lab("submit", "job.yml", "--tail", status=0, timeout=180).stderr


def test_what_cannot_be_solved_fails_with_the_solvers_words_and_is_remembered(lab, project, channel):
    lab.use("micromamba")
    define(project, channel, "needs_old", "tinylib=1.4")
    error = json.loads(lab("submit", "job.yml", "--tail", "--json", status=1, timeout=180).stdout)["run"]["error"]
    assert error["code"] == "environment" and "tinylib" in error["message"] and "needs_old" in error["message"]
    again = json.loads(lab("submit", "job.yml", "--tail", "--json", status=1).stdout)["run"]["error"]
    assert "not tried again" in again["message"]


def test_a_removed_environment_comes_back_from_the_registry_as_it_was(lab, project, channel, rattler):
    lab.use("micromamba")
    define(project, channel, "tinylib>=1")
    [built] = lab.json("env", "build", "job.yml", status=0, timeout=180)["environments"]
    lab("env", "prune", built["hash"][:12], status=0)
    channel.add("tinylib", "1.9", depends=["python"]).index(rattler)  # what the channel has since
    run = json.loads(lab("submit", "job.yml", "--tail", "--json", status=0, timeout=180).stdout)["run"]
    assert run["environment"]["how"] == "workspace registry"
    assert "tinylib 1.4 " in lab("tail", "@last", status=0).stdout
