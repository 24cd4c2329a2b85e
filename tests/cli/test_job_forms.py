"""Forms of command jobs that are less usual, and what one machine has no use for."""
import json

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
