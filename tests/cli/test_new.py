"""footplate new: files to begin with, each valid as it stands."""
import json
import pathlib


def templates(footplate):
    return footplate.json("new")["templates"]


def test_all_templates_are_listed_with_a_title(footplate):
    listed = footplate("new", status=0).stdout.splitlines()
    assert listed[0].split()[:3] == ["command-job", "Command", "job:"]
    assert len(listed) == len(templates(footplate)) > 15


def test_every_template_is_a_document_of_a_kind_with_nothing_to_say(footplate, project):
    for template in templates(footplate):
        made = footplate.json("new", template["name"])
        assert made["path"] == str(project / template["file_name"])
        file = footplate.json("validate", made["path"])["files"][0]
        assert file["kind"] or template["name"] == "amlignore", template["name"]
        assert file["diagnostics"] == [], template["name"]
        (project / template["file_name"]).unlink()  # names in one file must not make another one right


# Begun by nobody: v1 files of the retired SDK, what only stands beside another template, and a name for two kinds whose type is not written.
WITHOUT_TEMPLATE = {"v1pipeline", "v1hyperdrive", "v1schedule", "v1deployConfig", "v1inferenceConfig", "automlComponent", "dataOrModel"}
# Not a job of its own for Azure ML: their templates are pipelines with such a step.
AS_STEP = {"parallelJob", "importJob"}


def test_there_is_a_template_for_every_kind(footplate, project):
    made = {footplate.json("validate", footplate.json("new", each["name"])["path"])["files"][0]["kind"] for each in templates(footplate)}
    index = json.loads((pathlib.Path(__file__).parents[2] / "schemas/index.json").read_text())
    assert {each["kind"] for each in index["kinds"]} - made == WITHOUT_TEMPLATE | AS_STEP


def test_a_new_file_is_never_written_over_another(footplate, project):
    (project / "job.yml").write_text("mine\n")
    refused = footplate("new", "command-job", "job.yml")
    assert refused.returncode not in (0, 2)
    assert "is there already" in refused.stderr
    assert (project / "job.yml").read_text() == "mine\n"


def test_folders_of_a_new_file_are_made(footplate, project):
    made = footplate("new", "conda", "environments/train.yml", status=0).stdout.strip()
    assert made == str(project / "environments/train.yml")


def test_an_unknown_template_is_told_with_those_that_exist(footplate):
    said = footplate("new", "job", status=3)
    assert "command-job" in said.stderr
