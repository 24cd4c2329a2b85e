"""Small jobs for the tests of verbs about runs."""
from shapes import check_shape  # noqa: F401
from waiting import wait_for

JOB = """\
type: command
command: >-
  {command}
inputs:
  lr: 0.1
outputs:
  model: {{type: uri_folder}}
environment: {{image: library/python}}
"""
LOG_LOSS = 'echo "{\\"name\\":\\"loss\\",\\"value\\":${{inputs.lr}},\\"step\\":1}" >> $FOOTPLATE_METRICS_FILE'


def write_job(project, command="true", more="", name="job.yml"):
    (project / name).write_text(JOB.format(command=command) + more)
    return name


def run_to_end(footplate, job, *options):
    """Submits, waits for the end, and gives the run."""
    return footplate.json("submit", job, "--tail", *options)["run"]


def going_on(footplate, job, *options):
    """Submits a job and waits until its command runs."""
    run = footplate.json("submit", job, *options, status=0)["run"]["id"]
    wait_for(lambda: footplate.json("show", run)["run"]["status"] == "Running")
    return run


def ids(document):
    return [run["id"] for run in document["runs"]]
