"""footplate validate --fix, --diff, patterns, standard input, SARIF."""
import json
import os
import pathlib
import subprocess
import tarfile
import urllib.request

import pytest

JOB = "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: echo hello\nenvironment:\n  image: python:3\n"
TYPO = JOB.replace("environment:", "enviroment:")


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def feed(footplate, text, *arguments):
    return subprocess.run(
        [footplate.binary, *arguments], cwd=footplate.folder, env=footplate.environment, input=text, capture_output=True, text=True, timeout=60)


def test_fix_repairs_in_place_and_says_what(footplate, project):
    path = write(project, "job.yml", TYPO)
    done = footplate("validate", "--fix", "job.yml", status=0)
    assert path.read_text() == JOB
    assert "job.yml:3:1: fixed schema.unknown-key:" in done.stdout and "1 fixed" in done.stdout


def test_fix_keeps_line_ends_byte_order_mark_and_permissions(footplate, project):
    path = write(project, "job.yml", b"\xef\xbb\xbf" + TYPO.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    footplate("validate", "--fix", "job.yml", status=0)
    assert path.read_bytes() == b"\xef\xbb\xbf" + JOB.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in project.iterdir() if entry.name != ".footplate"] == ["job.yml"]


def test_fix_follows_a_link_and_leaves_it_one(footplate, project):
    real = write(project, "real/job.yml", TYPO)
    (project / "link.yml").symlink_to(real)
    footplate("validate", "--fix", "link.yml", status=0)
    assert (project / "link.yml").is_symlink() and real.read_text() == JOB


def test_fix_does_not_touch_what_it_cannot_repair(footplate, project):
    path = write(project, "job.yml", JOB.replace("image: python:3", "imag: [1"))
    before = path.stat().st_mtime_ns
    footplate("validate", "--fix", "job.yml", status=1)
    assert path.stat().st_mtime_ns == before


def test_fix_tells_repairs_in_json(footplate, project):
    write(project, "job.yml", TYPO)
    file = footplate.json("validate", "--fix", "job.yml", status=0)["files"][0]
    assert file["diagnostics"] == []
    assert [(one["code"], one["title"], one["range"]["start"]["line"]) for one in file["fixed"]] == [("schema.unknown-key", "change to 'environment'", 2)]


def test_fix_goes_through_a_folder(footplate, project):
    first, second = write(project, "jobs/a.yml", TYPO), write(project, "jobs/b/c.yml", TYPO)
    other = write(project, "jobs/other.yml", "enviroment: 1\n")
    footplate("validate", "--fix", "jobs", status=0)
    assert first.read_text() == second.read_text() == JOB and other.read_text() == "enviroment: 1\n"


def test_diff_is_a_patch_and_changes_nothing(footplate, project):
    text = "# a\n# b\n# c\n# d\n" + TYPO + "experiment_nam: x\n" + "\n".join(f"# {i}" for i in range(9)) + "\ndisplay_nam: y"
    path = write(project, "job.yml", text)
    done = footplate("validate", "--diff", "job.yml", status=1)
    assert path.read_text() == text
    assert "would fix schema.unknown-key" in done.stderr
    assert done.stdout.count("@@ -") == 2
    patched = subprocess.run(["patch", "-p0", "-s", "-o", "-"], input=done.stdout, cwd=project, capture_output=True, text=True, check=True)
    footplate("validate", "--fix", "job.yml", status=0)
    assert patched.stdout == path.read_text()
    assert path.read_text().endswith("display_name: y")


def test_a_text_comes_by_standard_input(footplate, project):
    done = feed(footplate, TYPO, "validate", "-", "--stdin-filename", "jobs/new.yml", "--json")
    file = json.loads(done.stdout)["files"][0]
    assert done.returncode == 1 and file["path"] == "jobs/new.yml" and file["kind"] == "commandJob"
    done = feed(footplate, TYPO, "validate", "-", "--fix")
    assert done.stdout == JOB and done.returncode == 0 and "1 fixed" in done.stderr


def test_standard_input_is_named_once(footplate):
    assert feed(footplate, "", "validate", "-", "-").returncode == 2
    assert footplate("validate", "x.yml", "--stdin-filename", "y.yml").returncode == 2


def test_patterns_name_files(footplate, project):
    for name in ("a.yml", "jobs/b.yml", "jobs/deep/c.yml", "jobs/deep/d.txt"):
        write(project, name, JOB)
    paths = lambda *arguments: [file["path"] for file in footplate.json("validate", *arguments)["files"]]  # noqa: E731
    assert paths("*.yml") == ["a.yml"]
    assert paths("jobs/**/*.yml") == ["jobs/b.yml", "jobs/deep/c.yml"]
    assert paths("jobs/deep/{c,d}.*") == ["jobs/deep/c.yml", "jobs/deep/d.txt"]
    assert paths(f"{project}/jobs/*.yml") == [f"{project}/jobs/b.yml"]


def test_a_file_that_several_arguments_mean_is_judged_once(footplate, project):
    write(project, "jobs/a.yml", TYPO)
    files = footplate.json("validate", "jobs/a.yml", "jobs", "./jobs/a.yml", "jobs/*.yml", status=1)["files"]
    assert [file["path"] for file in files] == ["jobs/a.yml"]


def test_a_pattern_without_a_file_is_told(footplate):
    file = footplate.json("validate", "none/*.yml", status=1)["files"][0]
    assert (file["path"], file["diagnostics"][0]["code"]) == ("none/*.yml", "file.unreadable")


def test_many_files_come_in_their_order(footplate, project):
    for number in range(300):
        write(project, f"jobs/{number:03}.yml", TYPO if number % 7 == 0 else JOB)
    first = footplate("validate", "jobs", "--json", status=1)
    files = json.loads(first.stdout)["files"]
    assert [file["path"] for file in files] == [f"jobs/{number:03}.yml" for number in range(300)]
    assert [bool(file["diagnostics"]) for file in files] == [number % 7 == 0 for number in range(300)]
    assert footplate("validate", "jobs", "--json").stdout == first.stdout


def test_the_project_decides_severities(footplate, project):
    write(project, ".footplate/config.yml", "severity:\n  schema.unknown-key: off\n  schema: warning\n")
    write(project, "job.yml", JOB + "experiment_nam: x\ntags: 5\n")
    file = footplate.json("validate", "job.yml", status=0)["files"][0]
    assert [(one["code"], one["severity"]) for one in file["diagnostics"]] == [("schema.type", "warning")]


def test_a_remark_in_the_file_silences(footplate, project):
    write(project, "job.yml", JOB + "experiment_nam: x  # footplate: ignore[schema.unknown-key]\n")
    assert footplate.json("validate", "job.yml", status=0)["files"][0]["diagnostics"] == []


def sarif_of(footplate, *arguments, status):
    return json.loads(footplate("validate", "--format", "sarif", *arguments, status=status).stdout)


def test_sarif_names_rules_places_and_repairs(footplate, project):
    write(project, "sub folder/job.yml", TYPO)
    log = sarif_of(footplate, "sub folder", status=1)
    run = log["runs"][0]
    assert log["version"] == "2.1.0" and run["columnKind"] == "utf16CodeUnits"
    result = next(one for one in run["results"] if one["ruleId"] == "schema.unknown-key")
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] and rule["defaultConfiguration"]["level"] == result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "sub%20folder/job.yml", "uriBaseId": "ROOT"}
    assert place["region"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 11}
    change = result["fixes"][0]["artifactChanges"][0]
    assert change["replacements"] == [{"deletedRegion": place["region"], "insertedContent": {"text": "environment"}}]


def test_sarif_of_good_files_has_no_results(footplate, project):
    write(project, "job.yml", JOB)
    assert sarif_of(footplate, "job.yml", status=0)["runs"][0]["results"] == []


def sarif_schema(folder):
    """The schema of OASIS, as Microsoft's npm package has it; kept for the next time."""
    kept = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "footplate-dev" / "sarif-2.1.0.json"
    if not kept.exists():
        registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
        archive = folder / "sarif.tgz"
        try:
            with urllib.request.urlopen(f"{registry}/@microsoft/jest-sarif/-/jest-sarif-1.0.0-beta.0.tgz", timeout=30) as answer:
                archive.write_bytes(answer.read())
        except OSError as problem:
            pytest.skip(f"the SARIF schema cannot be had: {problem}")
        with tarfile.open(archive) as tar:
            text = tar.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json").read()
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(text)
    return json.loads(kept.read_text())


def test_sarif_is_what_its_schema_says(footplate, project, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    write(project, "job.yml", TYPO + "a: [\n")
    write(project, "odd name #1.yml", JOB.replace("image: python:3", "imge: x") + "tags: {x: 1, x: 2}\n")
    log = sarif_of(footplate, ".", "missing.yml", "/nowhere/x.yml", status=1)
    assert len(log["runs"][0]["results"]) > 3
    jsonschema.validate(log, sarif_schema(tmp_path))


def in_language(footplate, *arguments, **variables):
    environment = {name: value for name, value in footplate.environment.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    return subprocess.run(
        [footplate.binary, *arguments], cwd=footplate.folder, env={**environment, **variables}, capture_output=True, text=True, encoding="utf-8", timeout=60).stdout


def test_remarks_come_in_the_language_of_the_terminal(footplate, project):
    write(project, "job.yml", TYPO)
    chinese = "job.yml:3:1: 错误 schema.unknown-key: 未知的键 'enviroment'，是否想写 'environment'？\n1 个文件，1 个错误\n"
    assert in_language(footplate, "validate", "job.yml", LANG="zh_CN.UTF-8") == chinese
    assert in_language(footplate, "--lang", "zh-cn", "validate", "job.yml") == chinese
    english = in_language(footplate, "validate", "job.yml")
    assert "error schema.unknown-key: unknown key" in english
    assert in_language(footplate, "validate", "job.yml", LC_ALL="C", LANG="zh_CN.UTF-8") == english
    assert in_language(footplate, "--lang", "en", "validate", "job.yml", LANG="zh_CN.UTF-8") == english
    assert "unknown key" in in_language(footplate, "validate", "--json", "job.yml", LANG="zh_CN.UTF-8")


def test_fix_writes_nothing_that_only_the_author_can_choose(footplate, project):
    sweep = ("type: sweep\ntrial: {command: 'echo ${{search_space.lr}}', environment: 'azureml:e:1'}\nsampling_algorithm: random\n"
             "search_space: {lr: {type: choice, values: [1]}}\nobjective: {primary_metric: f1}\nlimits: {max_total_trials: 1}\n")
    schedule = "name: nightly\ntrigger:\n  type: recurrence\n  interval: 1\ncreate_job: azureml:train:1\n"
    automl = "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: echo\ncompute: azureml:c\n"
    identity = "name: c\ntype: amlcompute\nsize: s\nidentity: {type: user_assigned, user_identities: [{resource_id: a}]}\n"
    image = "type: automl\ntask: image\ntraining_data: {type: mltable, path: 'azureml:d:1'}\ntarget_column_name: y\n"
    for name, text in (
            ("sweep.yml", sweep), ("schedule.yml", schedule), ("job.yml", automl), ("c.yml", identity), ("image.yml", image)):
        path = write(project, name, text)
        footplate("validate", "--fix", name, status=1)
        assert path.read_text() == text


def test_fix_does_not_quote_a_name_with_a_blank_in_it(footplate, project):
    path = write(project, "job.yml", "command: echo\nenvironment: azureml: train@latest\ncompute: azureml:c\n")
    footplate("validate", "--fix", "job.yml", status=0)
    assert "environment: azureml:train@latest\n" in path.read_text()


def test_fixes_are_written_as_their_file_is(footplate, project):
    write(project, "job.yml", '{"command": "echo", "environment": "azureml:e:1", "distribution": {"process_count_per_instance": 1}}\n')
    write(project, "conda.yml", b"dependencies:\r\n- python=3.10\r\n- pip:\r\n  - a==1\r\n")
    texts = lambda name: {  # noqa: E731
        fix["title"]: fix["edits"][0]["newText"] for one in footplate.json("validate", name)["files"][0]["diagnostics"] for fix in one["fixes"]}
    assert texts("job.yml")["add 'type: pytorch'"] == '"type": "pytorch", '
    assert texts("conda.yml")["add 'pip' to the conda packages"] == "- pip\r\n"


def test_fix_takes_no_name_twice(footplate, project):
    text = JOB.replace("environment:", "enviroment:") + "enviromnent:\n  image: python:3.12\n"
    path = write(project, "job.yml", text)
    footplate("validate", "--fix", "job.yml", status=1)
    assert path.read_text() == text
