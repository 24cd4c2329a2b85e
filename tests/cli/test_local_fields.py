"""docs/local-fields.md: every field of the schemas has a row there, and what it calls "said" is said by name."""
import json
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "local-fields.md").read_text()
SECTIONS = {"Jobs and steps of pipelines": ["commandJob", "pipelineJob"], "Components": ["commandComponent", "pipelineComponent"],
            "Environments": ["environment"], "Data and models": ["data", "model"], "Computes": ["computeAml", "computeLocal"],
            "v1 run configurations": ["v1runconfig"]}


def rows(section):
    """{field: used, said, …} of a section's table."""
    text = DOC.split(f"## {section}\n")[1].split("\n## ")[0]
    found = {}
    for fields, here in re.findall(r"^\| (`.*?`) \| (\w+) \|", text, re.M):
        found.update({field: here for field in re.findall(r"`(.*?)`", fields)})
    return found


def schema(name):
    return json.loads((ROOT / "schemas" / f"{name}.json").read_text())


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_has_a_row(section):
    told = rows(section) | (rows("Jobs and steps of pipelines") if section == "Components" else {}) | {"$schema": "used", "type": "used"}
    told = {field.split(".")[0] for field in told}
    for kind in SECTIONS[section]:
        missing = set(schema(kind)["properties"]) - told
        assert not missing, f"{kind}: docs/local-fields.md says nothing of {sorted(missing)}"


def test_every_field_of_resources_has_a_row():
    fields = schema("shared")["$defs"]["resources"]["properties"]
    assert {f"resources.{field}" for field in fields} <= set(rows("Jobs and steps of pipelines"))


SAMPLES = {"identity": {"type": "user_identity"}, "services": {"lab": {"type": "jupyter_lab"}}, "queue_settings": {"job_tier": "spot"},
           "resources.instance_type": "STANDARD_D2_V2", "resources.max_instance_count": 2, "resources.locations": ["westus"],
           "resources.shm_size": "4g", "resources.docker_args": "--ipc=host", "resources.properties": {"a": "b"}}


def nested(fields):
    body = {}
    for path, value in fields.items():
        *sections, key = path.split(".")
        inner = body
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[key] = value
    return body


def notes(footplate, project, body, name="job.yml"):
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text(json.dumps(body))
    return footplate.json("submit", name, "--dry-run", status=0)["dry_run"]["notes"]


def said(found):
    return {name for note in found if note.startswith("not used on this machine: ") for name in note.split(": ")[1].split(", ")}


def test_what_a_job_asks_of_a_service_is_said(footplate, project):
    fields = {field for field, here in rows("Jobs and steps of pipelines").items() if here == "said"}
    assert fields == set(SAMPLES)
    command = {"type": "command", "command": "true", "environment": {"image": "library/python:latest"}}
    assert said(notes(footplate, project, command | nested(SAMPLES))) == fields
    step = {"type": "pipeline", "settings": {"newer_setting": 1}, "identity": {"type": "user_identity"},
            "jobs": {"one": command | nested(SAMPLES)}}
    assert said(notes(footplate, project, step)) == fields | {"settings.newer_setting"}


V1_SAMPLES = {"exposedPorts": "8080", "sourceDirectoryDataStore": "store", "commandReturnCodeConfig.returnCode": "ZeroOrGreater",
              "credentialPassthrough": True, "priority": 5, "environment.docker.arguments": ["--ipc=host"], "environment.docker.shmSize": "8g",
              "docker.arguments": ["--gpus=1"], "docker.shmSize": "8g", "amlcompute.clusterMaxNodeCount": 3, "datacaches": [{"name": "x"}],
              "spark.configuration": {"spark.app.name": "x"}, "environment.spark.packages": [{"group": "g", "artifact": "a", "version": "1"}],
              "amlcompute.vmPriority": "lowpriority", "environment.databricks.pypiLibraries": [{"package": "x"}], "parameters": ["x"],
              "instanceTypes": ["x"], "applicationEndpoints": {"a": "b"}, "services": {"a": "b"}, "applicationSharedFolder": {"a": "b"}}


def test_of_a_v1_file_only_what_says_something(footplate, project):
    fields = [field for field, here in rows("v1 run configurations").items() if here == "said"]
    (project / "go.py").write_text("")
    base = {"script": "go.py", "arguments": [], "target": "local", "framework": "Python", "communicator": "None",
            "environment": {"python": {"userManagedDependencies": True, "interpreterPath": "python"}}}
    samples = {field: V1_SAMPLES.get(field, "x") for field in fields}
    full = nested(samples)
    full["environment"]["python"] = {**full["environment"].get("python", {}), **base["environment"]["python"]}
    assert said(notes(footplate, project, {**base, **full}, "aml_config/run.runconfig")) == set(fields)
    plain = nested({field: None for field in fields} | {"environment.docker.shmSize": "2g", "amlcompute.clusterMaxNodeCount": 1,
                                                        "commandReturnCodeConfig.returnCode": "Zero", "credentialPassthrough": False})
    plain["environment"]["python"] = {**plain["environment"].get("python", {}), **base["environment"]["python"]}
    assert said(notes(footplate, project, {**base, **plain}, "aml_config/run.runconfig")) == set()


def test_an_environment_for_windows_is_refused(footplate, project):
    (project / "job.yml").write_text("type: command\ncommand: dir\nenvironment: {image: mcr.microsoft.com/windows, os_type: windows}\n")
    assert "Windows" in footplate("submit", "job.yml", status=4).stderr
