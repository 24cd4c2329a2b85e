"""Environments: built once, remembered when they fail, shown and removed. Wheels are made here and served from a
folder, so that nothing is fetched."""
import json
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest
from wheel import make_wheel

PIP = {"PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INDEX": "1"}


@pytest.fixture
def index(tmp_path):
    folder = tmp_path / "index"
    make_wheel(folder, "tinytool", "1.0")
    make_wheel(folder, "tinytool", "1.2")
    return folder


@pytest.fixture
def lab(footplate, tmp_path, index):
    """footplate with a cache of its own and the folder of wheels as its only index."""
    footplate.environment |= PIP | {"PIP_FIND_LINKS": str(index), "FOOTPLATE_CACHE_DIR": str(tmp_path / "cache"), "FOOTPLATE_CONDA": "off"}
    return footplate


def write_job(project, pip=("tinytool==1.0",), command="python -c 'import tinytool; print(tinytool.__version__)'", conda=("python", "pip")):
    (project / "conda.yml").write_text(
        "name: lab\ndependencies:\n" + "".join(f"- {d}\n" for d in conda) + "- pip:\n" + "".join(f"  - {p}\n" for p in pip))
    (project / "job.yml").write_text("command: " + json.dumps(command) + "\nenvironment:\n  image: ubuntu\n  conda_file: conda.yml\n")
    return "job.yml"


def hash_of(lab):
    return lab.json("submit", "job.yml", "--dry-run", status=0)["dry_run"]["environment"]["hash"]


def test_the_hash_does_not_change_with_how_it_is_written(lab, project):
    write_job(project, pip=["Tiny_Tool==1.0", "requests >=2,  <3"])
    first = hash_of(lab)
    (project / "conda.yml").write_text(
        "# why\ndependencies:\n  - pip:\n      - requests<3,>=2   # pinned\n      - tiny-tool == 1.0\n  - pip\n  - python\nname: other\n")
    assert hash_of(lab) == first
    (project / "more.txt").write_text("tiny.tool==1.0\n\n# c\nrequests>=2,\\\n<3\n")
    write_job(project, pip=["-r more.txt"])
    assert hash_of(lab) == first
    (project / "more.txt").write_text("tiny.tool==1.1\nrequests>=2,<3\n")
    assert hash_of(lab) != first
    (project / "limits.txt").write_text("urllib3<2\n")
    write_job(project, pip=["tinytool==1.0", "requests>=2,<3", "-c limits.txt"])
    second = hash_of(lab)
    (project / "limits.txt").write_text("urllib3<3\n")
    assert len({first, second, hash_of(lab)}) == 3


def test_an_environment_is_built_once_and_kept(lab, project):
    job = write_job(project)
    done = lab("submit", job, "--tail", status=0, timeout=120)
    assert "building the environment" in done.stderr and "1.0" in done.stderr
    again = lab("submit", job, "--tail", "--json", status=0)
    assert json.loads(again.stdout)["run"]["environment"]["how"] == "cached"
    [known] = lab.json("env", "list", status=0)["environments"]
    assert known["state"] == "ready" and known["bytes"] > 0 and len(known["runs"]) == 2
    [shown] = lab.json("env", "show", job, status=0)["environments"]
    assert shown["hash"] == known["hash"] and shown["requirements"] == ["tinytool==1.0"]
    assert known["hash"][:12] in lab("env", "list", status=0).stdout
    # Removed from the cache, it comes back from the workspace registry without an index.
    assert len(lab.json("env", "prune", known["hash"][:12], status=0)["removed"]) == 1
    lab.environment["PIP_FIND_LINKS"] = "/nowhere"
    [built] = lab.json("env", "build", job, status=0, timeout=120)["environments"]
    assert built["how"] == "workspace registry" and built["hash"] == known["hash"]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python brings no setuptools along any more")
def test_setuptools_is_there_as_in_every_environment_of_its_time(lab, project):
    job = write_job(project, command="python -c 'import pkg_resources, tinytool'")
    lab("submit", job, "--tail", status=0, timeout=120)


def test_a_failure_is_remembered_until_somebody_asks_again(lab, project, index):
    job = write_job(project, pip=["nosuchtool"])
    first = lab("submit", job, "--tail", "--json", status=1, timeout=120)
    error = json.loads(first.stdout)["run"]["error"]
    assert error["code"] == "environment" and "nosuchtool" in error["message"] and error["log_tail"]
    second = json.loads(lab("submit", job, "--tail", "--json", status=1, timeout=120).stdout)["run"]["error"]
    assert "not tried again" in second["message"]
    [failed] = lab.json("env", "show", job, status=0)["environments"]
    assert failed["state"] == "failed" and "nosuchtool" in failed["reason"] and failed["log_tail"]
    make_wheel(index, "nosuchtool", "1.0")
    assert lab("env", "build", job).returncode == 4
    lab("env", "build", job, "--force", status=0, timeout=120)


def test_a_pin_that_cannot_be_had_is_loosened_and_told(lab, project):
    job = write_job(project, pip=["tinytool==1.1"])
    run = json.loads(lab("submit", job, "--tail", "--json", status=0, timeout=120).stdout)["run"]
    [change] = run["environment"]["substitutions"]
    assert (change["wanted"], change["given"]) == ("==1.1", "==1.2")
    strict = lab("submit", job, "--strict-env", "--tail", "--json", status=1, timeout=120)
    assert "tinytool==1.1" in json.loads(strict.stdout)["run"]["error"]["message"]


def test_a_pip_of_before_its_resolver_takes_the_first_version_that_fits(lab, project, index):
    make_wheel(index, "early", "1.0", requires=["tinytool<1.1"])
    make_wheel(index, "late", "1.0", requires=["tinytool>=1.1"])
    job = write_job(project, conda=("python", "pip=19.3.1"), pip=["early", "late==1.0"])
    run = json.loads(lab("submit", job, "--tail", "--json", status=0, timeout=120).stdout)["run"]
    assert run["environment"]["substitutions"] == []
    newer = write_job(project, conda=("python", "pip=23"), pip=["early", "late==1.0"])
    assert json.loads(lab("submit", newer, "--strict-env", "--tail", "--json", status=1, timeout=120).stdout)["run"]["error"]["code"] == "environment"


def test_what_pip_does_not_have_is_told_with_its_line(lab, project):
    job = write_job(project, conda=("python", "cudatoolkit=11.3", "pip"))
    run = json.loads(lab("submit", job, "--tail", "--json", status=0, timeout=120).stdout)["run"]
    [change] = run["environment"]["substitutions"]
    assert change["package"] == "cudatoolkit" and "conda.yml:4: a GPU library" in change["reason"]


def test_prune_takes_what_no_run_uses_and_keeps_the_rest(lab, project):
    lab("submit", write_job(project), "--tail", status=0, timeout=120)
    used = hash_of(lab)
    [unused] = lab.json("env", "build", write_job(project, pip=["tinytool==1.2"]), status=0, timeout=120)["environments"]

    def prune(*options):
        return [one["hash"] for one in lab.json("env", "prune", *options, status=0)["removed"]]

    assert prune("--older-than", "1") == []
    assert prune("--older-than", "110000000000") == []  # more days than there are milliseconds for
    assert prune("--dry-run") == [unused["hash"]]
    assert len(lab.json("env", "list")["environments"]) == 2
    assert prune() == [unused["hash"]]
    assert prune() == []
    assert prune("--all") == [used]
    assert not list((project.parent / "cache/envs").glob("*.log"))


VERSION = "python -c 'import sys, tinytool; print(\"on %d.%d\" % sys.version_info[:2])'"


def other_pythons():
    """Versions beside the one that is usual here, by path."""
    found = {}
    for pattern in (".pyenv/versions/3.*/bin/python3", ".local/share/uv/python/cpython-3.*/bin/python3"):
        for path in pathlib.Path.home().glob(pattern):
            version = re.search(r"3\.\d+", str(path)).group()
            if int(version[2:]) >= 8 and version != "%d.%d" % sys.version_info[:2]:
                found[version] = path
    return found


def test_the_python_that_is_asked_for_is_taken_where_it_is(lab, project):
    others = other_pythons()
    if not others:
        pytest.skip("this machine has one Python")
    version, path = others.popitem()
    job = write_job(project, pip=["tinytool"], conda=(f"python>={version},<3.{int(version[2:]) + 1}", "pip"), command=VERSION)
    done = lab("submit", job, "--tail", "--strict-env", status=0, timeout=180)
    assert f"on {version}" in done.stderr, path


def test_a_python_that_is_not_there_is_told_and_strictly_an_error(lab, project):
    job = write_job(project, pip=["tinytool"], conda=("python=3.4", "pip"), command=VERSION)
    done = lab("submit", job, "--tail", status=0, timeout=180)
    assert "on 3." in done.stderr and "Python 3.4 is asked for and is not here" in done.stderr
    strict = json.loads(lab("submit", job, "--strict-env", "--tail", "--json", status=1, timeout=60).stdout)["run"]["error"]
    assert "Python 3.4 is asked for" in strict["message"]


def test_what_conda_has_and_no_index_is_left_out_and_told_by_its_line(lab, project):
    job = write_job(project, conda=("python", "bioconda::nosuchprogram=2.30", "pip"))
    run = json.loads(lab("submit", job, "--tail", "--json", status=0, timeout=120).stdout)["run"]
    [change] = run["environment"]["substitutions"]
    assert (change["package"], change["given"]) == ("nosuchprogram", "") and "conda.yml:4: " in change["reason"]
    strict = lab("submit", job, "--strict-env", "--tail", "--json", status=1, timeout=120)
    assert "nosuchprogram" in json.loads(strict.stdout)["run"]["error"]["message"]


BACKEND = """\
import os, pathlib, shutil, time


def build_wheel(folder, config_settings=None, metadata_directory=None):
    here = pathlib.Path(__file__).parent
    while not (here / "go").exists():
        time.sleep(0.05)
    return shutil.copy(here / "tinytool-1.0-py3-none-any.whl", folder).rsplit(os.sep, 1)[1]
"""


def test_the_build_log_is_seen_while_it_grows(lab, project):
    slow = project / "slow"
    make_wheel(slow, "tinytool", "1.0")
    (slow / "backend.py").write_text(BACKEND)
    (slow / "pyproject.toml").write_text(
        "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n[project]\nname = 'tinytool'\nversion = '1.0'\n")
    building = lab.start("env", "build", write_job(project, pip=["./slow"]))
    try:
        seen = next(line for line in building.stderr if "Processing" in line)
        assert "slow" in seen and building.poll() is None
        [known] = lab.json("env", "list", status=0)["environments"]
        assert known["state"] == "building"
        assert any("Processing" in line for line in lab.json("env", "show", "job.yml", status=0)["environments"][0]["log_tail"])
    finally:
        (slow / "go").write_text("")
    assert building.wait(timeout=120) == 0


def test_many_who_wait_build_once_even_when_the_builder_is_killed(lab, project):
    write_job(project)
    builders = [lab.start("env", "build", "conda.yml", "--json") for _ in range(4)]
    time.sleep(0.3)
    builders[0].send_signal(signal.SIGKILL)
    ends = [builder.communicate(timeout=120) for builder in builders]
    told = [json.loads(out)["environments"][0]["how"] for (out, _), builder in zip(ends, builders) if builder.returncode == 0]
    assert len(told) >= 3 and told.count("built") <= 1, [err for _, err in ends]
    lab("submit", "job.yml", "--tail", status=0, timeout=120)


def test_a_build_context_is_refused_before_anything_starts(lab, project):
    (project / "context").mkdir()
    (project / "context" / "Dockerfile").write_text("FROM python:3.10\n")
    (project / "job.yml").write_text("command: echo hi\nenvironment:\n  build: {path: context}\n")
    assert "container engine" in lab("submit", "job.yml", status=4).stderr
    assert lab.json("list", status=0)["runs"] == []


def test_a_python_whose_pip_is_too_old_for_others_still_installs(lab, project, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "old"], check=True)
    python = tmp_path / "old" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "pip==22.2.2", "wheel", "setuptools"], check=True)
    (project / ".footplate" / "config.yml").write_text(f"python: {python}\n")
    (project / "job.yml").write_text("command: python -c 'import tinytool; print(tinytool.__file__)'\n"
                                     "environment: {image: library/python, conda_file: {dependencies: [pip, {pip: [tinytool]}]}}\n")
    lab.environment["PATH"] = "/usr/bin:/bin"  # without uv, which would install by itself
    done = lab("submit", "job.yml", "--tail", status=0, timeout=120)
    assert f"{tmp_path}/cache/envs/" in done.stderr
