"""What every test of the whole program needs: the binary, a project of its own, and a clean environment."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "tests" / "support"))  # what tests of several folders use


def pytest_configure(config):
    config.addinivalue_line("markers", "shared: reads ../shared, skipped where that folder is missing")


def pytest_collection_modifyitems(items):
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="../shared is not here"))


class Program:
    """footplate, run in a folder with a cache of its own."""

    def __init__(self, folder, cache):
        self.binary = os.environ.get("FOOTPLATE_BIN", str(ROOT / "build" / "footplate"))
        self.folder = pathlib.Path(folder)
        self.environment = {**os.environ, "FOOTPLATE_CACHE_DIR": str(cache), "NO_COLOR": "1"}
        for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "FOOTPLATE_LOG"):
            self.environment.pop(name, None)

    def __call__(self, *arguments, timeout=60, status=None, cwd=None):
        done = subprocess.run(
            [self.binary, *map(str, arguments)], cwd=cwd or self.folder, env=self.environment, capture_output=True, text=True, timeout=timeout)
        if status is not None:
            assert done.returncode == status, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *arguments, **options):
        done = self(*arguments, "--json", **options)
        assert done.stdout, f"exit {done.returncode}: {done.stderr}"
        return json.loads(done.stdout)

    def start(self, *arguments, **options):
        """As a shell starts it in the foreground: a suite that runs in the background has SIGINT ignored."""
        return subprocess.Popen(
            ["env", "--default-signal=INT", self.binary, *map(str, arguments)], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory):
    """Environments built once for all tests of a session; the user's own cache is touched by none."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["FOOTPLATE_CACHE_DIR"] = str(folder)
    return folder


@pytest.fixture
def project(tmp_path):
    """A folder that is a project root of its own."""
    folder = tmp_path / "project"
    (folder / ".footplate").mkdir(parents=True)
    return folder


@pytest.fixture
def footplate(project, cache):
    return Program(project, cache)
