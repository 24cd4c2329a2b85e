"""`env prune`: what of the user's cache goes, what stays, and what is only told."""
import json
import os
import shutil
import time

import pytest

from conftest import Program
from file_server import FileServer
from run_helpers import check_shape, going_on, run_to_end, wait_for

DAY = 86400


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def footplate(project, cache):
    """With a cache of its own."""
    return Program(project, cache)


@pytest.fixture
def server():
    with FileServer() as one:
        one.put("/a.csv", b"a" * 1000)
        one.put("/b.csv", b"b" * 3000)
        yield one


def job_with(project, address, command="cat ${{inputs.data}} > /dev/null"):
    (project / "job.yml").write_text(
        f"command: {json.dumps(command)}\nenvironment: {{image: python}}\ninputs: {{data: {{type: uri_file, path: '{address}'}}}}\n")
    return "job.yml"


def make_environment(cache, name, age_days, size=1000):
    """An environment as a build leaves it, last used so many days ago."""
    folder = cache / "envs" / name
    folder.mkdir(parents=True)
    (folder / "big.bin").write_bytes(b"x" * size)
    record = folder / "footplate.json"
    record.write_text(json.dumps({"hash": name * 2, "name": "env-" + name[:3], "created": int((time.time() - age_days * DAY) * 1000), "substitutions": []}))
    make_old(record, age_days)


def make_old(path, days):
    os.utime(path, (time.time() - days * DAY,) * 2)


def addresses(document):
    return sorted(one["address"].rsplit("/", 1)[1] for one in document["downloads"])


def test_a_download_goes_when_no_run_that_is_there_has_used_it(footplate, project, server, cache):
    run = run_to_end(footplate, job_with(project, server.url + "/a.csv"))
    assert footplate.json("env", "prune", status=0)["downloads"] == []
    footplate("delete", run["id"], status=0)
    told = footplate.json("env", "prune", "--dry-run", status=0)
    check_shape("PrunedEnvironments", told)
    assert addresses(told) == ["a.csv"] and told["bytes"] >= 1000 and list((cache / "downloads").iterdir())
    assert f"download      {server.url}/a.csv" in footplate("env", "prune", status=0).stdout
    assert list((cache / "downloads").iterdir()) == []
    run_to_end(footplate, "job.yml")  # is fetched again


def test_what_a_run_has_that_goes_on_stays_whatever_is_wished(footplate, project, server):
    run = going_on(footplate, job_with(project, server.url + "/a.csv", "cat ${{inputs.data}} > /dev/null; sleep 600"))
    assert footplate.json("env", "prune", "--all", status=0)["downloads"] == []
    assert footplate.json("env", "prune", "--keep-size", "0", status=0)["downloads"] == []
    footplate("cancel", run, status=0)
    wait_for(lambda: footplate.json("show", run)["run"]["status"] == "Canceled")
    assert addresses(footplate.json("env", "prune", "--all", status=0)) == ["a.csv"]


def test_age_and_size_count_for_environments_and_downloads_together(footplate, project, server, cache):
    for name in ("a.csv", "b.csv"):
        run_to_end(footplate, job_with(project, f"{server.url}/{name}"))
    [older] = [folder for folder in (cache / "downloads").iterdir() if "a.csv" in (folder / "address").read_text()]
    for file in older.iterdir():
        make_old(file, 40)
    make_environment(cache, "e" * 32, 35)
    make_environment(cache, "f" * 32, 2, size=50_000)
    footplate.folder = cache.parent
    assert footplate.json("env", "prune", "--older-than", "50", "--dry-run", status=0)["bytes"] == 0
    old = footplate.json("env", "prune", "--older-than", "30", "--dry-run", status=0)
    assert addresses(old) == ["a.csv"] and [one["name"] for one in old["removed"]] == ["env-eee"]
    large = footplate.json("env", "prune", "--keep-size", "20KB", "--dry-run", status=0)
    assert addresses(large) == [] and [one["name"] for one in large["removed"]] == ["env-fff"]
    footplate("env", "prune", "--older-than", "30", status=0)
    assert [one["name"] for one in footplate.json("env", "list", status=0)["environments"]] == ["env-fff"]
    assert "no size" in footplate("env", "prune", "--keep-size", "much", status=2).stderr


def test_what_builds_and_transfers_left_that_were_cut_off_goes_after_a_day(footplate, cache):
    make_environment(cache, "e" * 32, 1)
    half = cache / "envs" / ("d" * 32)
    half.mkdir()
    scrap = cache / "envs" / ("e" * 32 + ".new-12ab")
    scrap.mkdir()
    log = cache / "envs" / ("d" * 32 + ".log")
    log.write_text("half a build")
    entry = cache / "registry" / ("c" * 32 + ".new-77")
    entry.mkdir(parents=True)
    left = [half, scrap, log, entry]
    assert footplate.json("env", "prune", "--older-than", "100", status=0)["leftovers"]["count"] == 0
    for path in left:
        make_old(path, 2)
    told = footplate.json("env", "prune", "--older-than", "100", "--dry-run", status=0)
    assert told["leftovers"] == {"count": 4, "bytes": 12} and all(path.exists() for path in left)
    assert "leftovers     4  " in footplate("env", "prune", "--older-than", "100", status=0).stdout
    assert not any(path.exists() for path in left) and (cache / "envs" / ("e" * 32)).exists()


def test_a_download_that_is_removed_while_somebody_waits_for_it_is_fetched_all_the_same(footplate, project, server, cache):
    job = job_with(project, server.url + "/a.csv")
    run_to_end(footplate, job)
    for _ in range(8):
        running = footplate.start("submit", job, "--tail", "--json")
        footplate("env", "prune", "--all", status=0)
        output = running.communicate(timeout=60)[0]
        assert json.loads(output)["run"]["status"] == "Completed"
    shutil.rmtree(cache / "downloads")
    run_to_end(footplate, job)
