"""protocol/generated/ is what protocol/gen writes from protocol/*.yaml today."""
import filecmp
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "protocol" / "gen").glob("*.cpp"))


def test_generated_files_are_up_to_date(tmp_path):
    compiler = shutil.which("g++")
    if not compiler:
        pytest.skip("no g++ to build the generator with")
    generator = tmp_path / "protogen"
    subprocess.run([compiler, "-std=c++20", "-O0", *SOURCES, "-o", generator, "-lyaml-cpp"], check=True)
    fresh = tmp_path / "generated"
    fresh.mkdir()
    subprocess.run([generator, ROOT / "protocol", fresh], check=True)
    committed = ROOT / "protocol" / "generated"
    names = sorted(p.name for p in fresh.iterdir())
    assert names == sorted(p.name for p in committed.iterdir())
    stale = [name for name in names if not filecmp.cmp(fresh / name, committed / name, shallow=False)]
    assert not stale, f"run `ninja -C build protogen_write` and commit {stale}"
