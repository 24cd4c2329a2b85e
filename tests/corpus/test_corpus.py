"""Real files: what is good is not called bad, what is bad is seen, and other people's YAML is left alone."""
import subprocess
import sys

import pytest
from conftest import SHARED

KINDS = "commandJob,environment,conda,v1runconfig"
pytestmark = pytest.mark.shared


def check(footplate, tool, kinds):
    return subprocess.run(
        [sys.executable, str(SHARED / "tools" / tool), "--bin", footplate.binary, "--kinds", kinds], capture_output=True, text=True, timeout=400)


def test_every_real_file_gets_the_verdict_an_independent_reader_gave(footplate):
    done = check(footplate, "corpus_check.py", KINDS)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "misses 0, dead batches 0" in done.stdout


def test_mistakes_put_into_real_files_are_seen_alone_and_mended(footplate):
    done = check(footplate, "mutation_check.py", "commandJob,environment")
    last = done.stdout.strip().splitlines()[-1]
    figures = [float(word) for word in last.replace(",", " ").split() if word.replace(".", "", 1).isdigit() and "." in word]
    assert len(figures) == 3, done.stdout[-2000:] + done.stderr[-2000:]
    seen, quiet, fixed = figures
    assert seen >= 99 and quiet >= 97 and fixed >= 97, done.stdout[-3000:]


def test_other_yaml_gets_silence(footplate):
    files = footplate.json("validate", SHARED / "corpus" / "yaml", timeout=120)["files"]
    assert len(files) > 900
    assert all(file["kind"] for file in files)
