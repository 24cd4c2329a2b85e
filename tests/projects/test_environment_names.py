"""Names of environments that public files use: each is known here, or refused with what to do."""
import re

import pytest
from conftest import SHARED

pytestmark = pytest.mark.shared
REGISTRY = re.compile(r"azureml://registries/[\w-]+/environments/[\w.-]+(?:/(?:versions|labels)/[\w.-]+)?")
CURATED = re.compile(r"azureml:AzureML-[\w.-]+(?:[:@][\w.]+|/versions/\d+)?")
FORMS = ["azureml:/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/environments/AzureML-Minimal/versions/1"]


def names():
    found = set(FORMS)
    for folder in ("corpus", "projects"):
        for path in (SHARED / folder).rglob("*.y*ml"):
            text = path.read_text(encoding="utf-8", errors="replace")
            found.update(REGISTRY.findall(text), CURATED.findall(text))
    return sorted(found)


def test_every_name_is_known_or_refused_with_what_to_do(footplate, tmp_path):
    footplate.environment["FOOTPLATE_CACHE_DIR"] = str(tmp_path)  # nothing is built, so that nothing is counted
    known, unclear = 0, []
    for name in names():
        shown = footplate("env", "show", name, "--json")
        known += shown.returncode == 0
        if shown.returncode != 0 and not (shown.returncode == 4 and "cannot be" in shown.stderr and "conda_file" in shown.stderr):
            unclear.append((name, shown.stderr))
    assert not unclear and known >= 15


def test_a_name_that_nobody_knows_is_told_with_the_nearest_and_the_way_out(footplate):
    told = footplate("env", "show", "azureml:sklearn-15:1", status=3).stderr
    assert "the nearest is sklearn-1.5" in told and "asset create" in told
