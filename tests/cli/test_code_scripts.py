"""Scripts that an ignore file leaves out of the code are told while the job is written, as the snapshot would leave them out."""
import pytest

JOB = "command: python {script}\ncode: src\nenvironment: {{image: python:3}}\n"


def remarks(footplate, project, script="train.py", **files):
    for name, text in {"job.yml": JOB.format(script=script), f"src/{script}": "print(1)\n", **files}.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    told = [d for d in footplate.json("validate", "job.yml")["files"][0]["diagnostics"] if d["code"] == "file.ignored"]
    left = footplate.json("snapshot", "job.yml")["snapshots"][0]["left_out"] if told else []
    return [d["message"] for d in told], [each["path"] for each in left]


@pytest.mark.parametrize("script, rules, line", [
    ("train.py", {"src/.amlignore": "# no\n*.py\n"}, "'*.py' in line 2 of {}/src/.amlignore"),
    ("train.py", {"src/.gitignore": "train.py\n"}, "'train.py' in line 1 of {}/src/.gitignore"),
    ("deep/train.py", {"src/.gitignore": "!train.py\ndeep/\n"}, "'deep/' in line 2 of {}/src/.gitignore"),
    ("deep/train.py", {"src/deep/.gitignore": "*\n"}, "'*' in line 1 of {}/src/deep/.gitignore"),
    ("train.py", {".gitignore": "src/*.py\n", ".git/HEAD": "ref: refs/heads/main\n"}, "'src/*.py' in line 1 of {}/.gitignore"),
])
def test_the_line_that_leaves_a_script_out_is_named(footplate, project, script, rules, line):
    (message,), left = remarks(footplate, project, script, **rules)
    assert message == f"'{script}' is not sent with the code: {line.format(project)} leaves it out"
    assert any(script == path or script.startswith(path.rstrip("/") + "/") for path in left), left


@pytest.mark.parametrize("rules", [
    {"src/.amlignore": "*.py\n!train.py\n"},
    {"src/.amlignore": "*.csv\n", "src/.gitignore": "*.py\n"},
    {"src/.gitignore": "/deep\ntrain.pyc\n"},
])
def test_a_script_that_is_sent_is_fine(footplate, project, rules):
    assert remarks(footplate, project, **rules) == ([], [])


def test_the_scoring_script_of_a_deployment_is_sent_too(footplate, project):
    (project / "src").mkdir()
    (project / "src/score.py").write_text("def run(): pass\n")
    (project / "src/.amlignore").write_text("score*\n")
    (project / "blue.yml").write_text(
        "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\nname: blue\nendpoint_name: scores\n"
        "model: azureml:m:1\ncode_configuration: {code: src, scoring_script: score.py}\nenvironment: azureml:e:1\n"
        "instance_type: Standard_DS3_v2\ninstance_count: 1\n")
    (remark,) = footplate.json("validate", "blue.yml")["files"][0]["diagnostics"]
    assert (remark["code"], remark["severity"]) == ("file.ignored", "warning")
    assert remark["message"] == f"'score.py' is not sent with the code: 'score*' in line 1 of {project}/src/.amlignore leaves it out"
