"""footplate validate: exit codes, JSON and text."""
import json
import subprocess

JOB = "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: echo hello\nenvironment:\n  image: python:3\n"


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_good_job_is_good(footplate, project):
    write(project, "job.yml", JOB)
    assert footplate.json("validate", "job.yml", status=0) == {"files": [{"path": "job.yml", "kind": "commandJob", "diagnostics": []}]}


def test_a_typo_names_its_place_and_its_mend(footplate, project):
    write(project, "job.yml", JOB.replace("environment:", "enviroment:"))
    file = footplate.json("validate", "job.yml", status=1)["files"][0]
    typo = next(d for d in file["diagnostics"] if "enviroment" in d["message"])
    assert typo["range"] == {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 10}}
    assert typo["severity"] == "error" and typo["code"].startswith("schema.")
    assert any(edit["newText"] == "environment" for fix in typo["fixes"] for edit in fix["edits"])


def test_text_output_is_one_line_a_diagnostic(footplate, project):
    write(project, "job.yml", JOB.replace("environment:", "enviroment:"))
    done = footplate("validate", "job.yml", status=1)
    assert "job.yml:3:1: error schema." in done.stdout
    assert "\033" not in done.stdout


def test_a_folder_gives_the_files_that_have_a_kind(footplate, project):
    write(project, "jobs/a.yml", JOB)
    write(project, "jobs/compose.yml", "services:\n  web:\n    image: nginx\n")
    write(project, "jobs/deep/b c.yml", JOB)
    files = footplate.json("validate", "jobs", status=0)["files"]
    assert [file["path"] for file in files] == ["jobs/a.yml", "jobs/deep/b c.yml"]


def test_a_folder_is_a_project_where_nothing_marks_one(footplate, tmp_path):
    write(tmp_path, "copied/components/count.yml", "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\n"
          "name: count\nversion: 1\ntype: command\ncommand: echo\nenvironment: azureml:e:1\n")
    write(tmp_path, "copied/pipelines/all.yml", "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json\n"
          "type: pipeline\nsettings: {default_compute: azureml:c}\njobs:\n  a: {type: command, component: azureml:count:1}\n")
    files = footplate.json("validate", str(tmp_path / "copied"), status=0)["files"]
    assert "name.unknown-component" not in [one["code"] for file in files for one in file["diagnostics"]]


def test_a_folder_gives_the_json_files_of_v1_services(footplate, project):
    write(project, "service/inferenceconfig.json", '{"entryScript": "score.py", "runtime": "python"}')
    write(project, "service/package.json", '{"name": "x"}')
    files = footplate.json("validate", ".", status=0)["files"]
    assert [(file["path"], file["kind"]) for file in files] == [("service/inferenceconfig.json", "v1inferenceConfig")]
    assert [one["code"] for one in files[0]["diagnostics"]] == ["file.missing"]


def test_a_missing_file_is_told_in_its_entry(footplate):
    file = footplate.json("validate", "none.yml", status=1)["files"][0]
    assert file["kind"] is None
    assert [d["code"] for d in file["diagnostics"]] == ["file.unreadable"]


def test_other_yaml_gets_silence(footplate, project):
    write(project, "compose.yml", "services: {web: {image: nginx}}\n")
    assert footplate.json("validate", "compose.yml", status=0)["files"][0]["kind"] is None


def test_columns_are_utf16(footplate, project):
    write(project, "job.yml", JOB + "tags: {🚂: x, ä: [1]}\n")
    ranges = [d["range"]["start"] for d in footplate.json("validate", "job.yml")["files"][0]["diagnostics"]]
    assert {"line": 4, "character": 17} in ranges


def test_odd_bytes_crlf_and_bom_do_not_hurt(footplate, project):
    write(project, "crlf.yml", b"\xef\xbb\xbf" + JOB.replace("\n", "\r\n").encode())
    write(project, "odd.yml", JOB.encode() + b"description: \xff\xfe\n")
    write(project, "nul.yml", JOB.encode() + b"description: a\x00b\n")
    files = footplate.json("validate", "crlf.yml", "odd.yml", "nul.yml", status=1)["files"]
    assert files[0]["diagnostics"] == []
    assert files[1]["diagnostics"] and files[2]["diagnostics"]


def test_a_byte_order_mark_is_no_column_and_stays(footplate, project):
    mark, text = b"\xef\xbb\xbf", b"command: echo\nenvironment: azureml:e:1\ncompute: azureml:c\n"
    path = write(project, "job.yml", mark + text.replace(b"command", b"comand"))
    first = footplate.json("validate", "job.yml", status=1)["files"][0]["diagnostics"][0]
    assert first["range"]["start"] == {"line": 0, "character": 0}
    assert "job.yml:1:1: " in footplate("validate", "job.yml").stdout
    patch = footplate("validate", "--diff", "job.yml").stdout
    subprocess.run(["git", "apply", "-p0", "--check"], input=patch, text=True, cwd=project, check=True)
    footplate("validate", "--fix", "job.yml", status=0)
    assert path.read_bytes() == mark + text


def test_errors_behind_a_thousand_hints_are_errors(footplate, project):
    unread = "".join(f"  i{n}: {{type: string}}\n" for n in range(1100))
    head = "name: many\nversion: '1'\ncommand: echo\nenvironment: azureml:e:1\ninputs:\n"
    write(project, "many.yml", f"{head}{unread}foo: 1\ntype: comand\n")
    file = footplate.json("validate", "many.yml", status=1)["files"][0]
    severities = [issue["severity"] for issue in file["diagnostics"]]
    assert severities.count("error") >= 2 and len(severities) == 1000
    assert file["unshown"] >= 100
    text = footplate("validate", "many.yml", status=1).stdout
    assert f"many.yml: {file['unshown']} more problems are not shown\n" in text
    assert text.endswith(f", {file['unshown']} not shown\n")
    log = json.loads(footplate("validate", "--format", "sarif", "many.yml", status=1).stdout)
    note = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]
    assert note["message"]["text"] == f"{file['unshown']} more problems are not shown"
    refused = footplate("submit", "many.yml", status=1).stderr
    assert "unknown key 'foo'" in refused


def test_a_folder_that_links_to_itself_ends(footplate, project):
    write(project, "a.yml", JOB)
    (project / "loop").symlink_to(project)
    assert len(footplate.json("validate", ".", status=0)["files"]) == 1


def test_two_formats_at_once_are_refused(footplate, project):
    write(project, "a.yml", JOB)
    refused = footplate("validate", "--json", "--format", "sarif", "a.yml", status=2).stdout
    wanted = "--json and --format sarif ask for two formats; leave one of them out"
    assert json.loads(refused) == {"error": {"code": "usage", "message": wanted}}
    assert json.loads(footplate("validate", "--json", "--format", "json", "a.yml", status=0).stdout)["files"]


def test_wrong_usage_is_status_2(footplate):
    assert footplate("validate").returncode == 2
    assert footplate("validat", "x").returncode == 2
    assert footplate("submit", "x.yml", "--nonsense").returncode == 2


def test_dash_c_runs_elsewhere(footplate, project, tmp_path):
    write(project, "job.yml", JOB)
    done = footplate("-C", project, "validate", "job.yml", "--json", cwd=tmp_path, status=0)
    assert json.loads(done.stdout)["files"][0]["path"] == "job.yml"
