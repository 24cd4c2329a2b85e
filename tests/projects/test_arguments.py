"""Script arguments in real projects: no job there is warned of, and every misspelt flag is seen."""
import json
import re
import shutil

import pytest
from conftest import SHARED, Program

pytestmark = pytest.mark.shared

# "python x.py … --flag" up to the end of the text block; the flags a script of the project defines itself.
FLAG = re.compile(r"(?<=\s)--[A-Za-z][\w-]+")


@pytest.fixture(scope="module")
def projects(tmp_path_factory, cache):
    folder = tmp_path_factory.mktemp("arguments") / "p"
    shutil.copytree(SHARED / "projects", folder)
    return Program(folder, cache)


def arguments(projects, *files):
    """The args.* diagnostics of files as (path, code, line, column)."""
    done = projects("validate", "--json", *files)
    found = []
    for file in json.loads(done.stdout)["files"]:
        for one in file["diagnostics"]:
            if one["code"].startswith("args."):
                start = one["range"]["start"]
                found.append((file["path"], one["code"], start["line"], start["character"]))
    return found


def defined_flags(folder):
    return {flag for script in folder.rglob("*.py") for flag in re.findall(r"add_argument\(\s*[\"'](--[\w-]+)", script.read_text("utf-8"))}


def flags_of(path, defined):
    """Places of flags that scripts define, on lines that are no comments."""
    text = path.read_text("utf-8")
    for match in FLAG.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if match.group() in defined and "#" not in line:
            yield match


def test_no_job_of_a_real_project_is_warned_of(projects):
    files = sorted(projects.folder.rglob("*.yml"))
    assert len(files) > 40
    assert arguments(projects, *files) == []


def test_every_misspelt_flag_is_seen(projects):
    defined = defined_flags(projects.folder)
    missed, seeded = [], 0
    for path in sorted(projects.folder.rglob("*.yml")):
        original = path.read_text("utf-8")
        if "python" not in original or "parallel" in original:
            continue
        for match in flags_of(path, defined):
            seeded += 1
            path.write_text(original[: match.end()] + "zz" + original[match.end() :], "utf-8")
            line = original.count("\n", 0, match.start())
            if not any(code == "args.unknown" and at == line for _, code, at, _ in arguments(projects, path)):
                missed.append(f"{path}:{line + 1} {match.group()}")
        path.write_text(original, "utf-8")
    assert seeded > 20
    assert missed == []
