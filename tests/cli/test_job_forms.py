"""Forms of command jobs that are less usual, and what one machine has no use for."""
import json
import shutil

ENVIRONMENT = "environment: {image: library/python:latest}\n"
HEAD = "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n"


def submit(footplate, file, *arguments, status=0):
    done = footplate("submit", file, "--tail", "--json", *arguments, timeout=120, status=status)
    return json.loads(done.stdout)["run"], done.stderr


def test_data_is_shown_in_the_working_folder_where_the_job_wants_it(footplate, project):
    (project / "data").mkdir()
    (project / "data/in.txt").write_text("rows\n")
    (project / "job.yml").write_text(
        HEAD + ENVIRONMENT + "inputs:\n  raw: {type: uri_folder, path: ./data, path_on_compute: mnt/raw}\n"
        "  far: {type: uri_folder, path: ./data, path_on_compute: /mnt/elsewhere}\n"
        "outputs:\n  made: {path_on_compute: ./made/here}\ncommand: cat mnt/raw/in.txt > made/here/out.txt; test ! -e /mnt/elsewhere\n")
    run, said = submit(footplate, "job.yml")
    assert (project / ".footplate/runs" / run["id"] / "named-outputs/made/out.txt").read_text() == "rows\n"
    assert "'path_on_compute' of far: /mnt/elsewhere is no place in the working folder" in said


def test_what_only_a_service_has_is_said(footplate, project):
    (project / "job.yml").write_text(
        HEAD + ENVIRONMENT + "command: echo done\nidentity: {type: managed}\nqueue_settings: {job_tier: spot}\n"
        "resources: {instance_type: STANDARD_D2_V2, shm_size: 4g}\nservices:\n  lab: {type: jupyter_lab}\n")
    run, said = submit(footplate, "job.yml")
    assert run["status"] == "Completed"
    assert "not used on this machine: identity, services, queue_settings, resources.instance_type, resources.shm_size" in said


def test_a_number_that_a_build_has_not_filled_in_is_not_run(footplate, project):
    (project / "job.yml").write_text(HEAD + ENVIRONMENT + "command: echo done\nresources: {instance_count: $(NODES)}\n")
    assert footplate.json("validate", "job.yml")["files"][0]["diagnostics"] == []
    done = footplate("submit", "job.yml", status=1)
    assert "reading instance_count: '$(NODES)' is still to be filled in" in done.stderr


COMPONENT = """\
name: greet
version: 1
type: command
inputs:
  who: {type: string, default: world}
  n: {type: integer}
  loud: {type: string, optional: true}
  table: {type: uri_file}
outputs:
  made: {type: uri_folder}
code: ./src
additional_includes: [../shared]
command: cat main.txt shared/a.txt ${{inputs.table}} && echo ${{inputs.who}} ${{inputs.n}} $[[${{inputs.loud}}]] | tee ${{outputs.made}}/x
environment: {image: library/python:latest}
"""


def component_job(project, reference, more="inputs:\n  n: 3.0\n  table: {type: uri_file, path: ./t.csv}\n"):
    for name, text in {"parts/greet.yml": COMPONENT, "parts/src/main.txt": "code\n", "shared/a.txt": "beside\n", "jobs/t.csv": "rows\n"}.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)
    (project / "jobs/job.yml").write_text(HEAD + f"type: command\ncomponent: {reference}\n{more}")


def test_a_job_of_a_component(footplate, project):
    for reference in ("file:../parts/greet.yml", "../parts/greet.yml", "azureml:greet:1", "azureml:greet@latest"):
        component_job(project, reference)
        run, log = submit(footplate, "jobs/job.yml")
        assert run["status"] == "Completed" and "code\nbeside\nrows\nworld 3\n" in log, log
        assert "the service takes 'component' in a step of a pipeline only" in log
    assert (project / ".footplate/runs" / run["id"] / "named-outputs/made/x").read_text() == "world 3\n"


def test_a_component_that_cannot_be_had_or_is_not_given_enough(footplate, project):
    component_job(project, "azureml:gone:1")
    assert "the component of the job: no component 'gone' of version '1'" in footplate("submit", "jobs/job.yml", status=3).stderr
    component_job(project, "azureml://registries/azureml/components/x/versions/1")
    assert "kept by the service" in footplate("submit", "jobs/job.yml", status=3).stderr
    component_job(project, "../parts/greet.yml", "inputs: {who: you}\n")
    assert "leaves out the inputs 'n', 'table'" in footplate("submit", "jobs/job.yml", status=1).stderr
    component_job(project, "../parts/greet.yml", "command: echo\n")
    assert "not both" in footplate("submit", "jobs/job.yml", status=1).stderr


def test_a_text_that_is_a_mirrored_address_is_its_place(footplate, project):
    (project / "t.csv").write_text("rows\n")
    (project / ".footplate").mkdir(exist_ok=True)
    (project / ".footplate/config.yml").write_text("mirrors: {https://example.org/t.csv: t.csv}\n")
    (project / "job.yml").write_text(HEAD + ENVIRONMENT + "inputs: {table: https://example.org/t.csv, other: https://example.org/u.csv}\n"
                                     "command: cat ${{inputs.table}} && echo ${{inputs.other}}\n")
    _, log = submit(footplate, "job.yml")
    assert "rows\nhttps://example.org/u.csv\n" in log


def test_a_language_that_only_the_image_would_bring_is_refused_before_the_start(footplate, project):
    program = next(one for one in ("Rscript", "julia", "scala", "dotnet") if not shutil.which(one))
    (project / "job.yml").write_text(HEAD + f"command: |\n  set -e\n  {program} x\nenvironment: {{image: rocker/tidyverse}}\n")
    assert f"the command runs {program}" in footplate("submit", "job.yml", status=4).stderr
    (project / "pipe.yml").write_text("type: pipeline\njobs:\n  one:\n    command: " + program + " x\n    environment: {image: rocker/tidyverse}\n")
    assert "step one: the command runs" in footplate("submit", "pipe.yml", status=4).stderr
    assert footplate.json("list")["runs"] == []


def test_a_second_document_is_not_dropped_without_a_word(footplate, project):
    (project / "job.yml").write_text(HEAD + ENVIRONMENT + "command: echo one\n---\n" + HEAD + ENVIRONMENT + "command: echo two\n")
    _, said = submit(footplate, "job.yml")
    assert "the file has 2 documents, of which the first alone is run" in said and "one\n" in said
