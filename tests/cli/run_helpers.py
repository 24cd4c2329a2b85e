"""Small jobs for the tests of verbs about runs."""
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from shapes import check_shape  # noqa: E402,F401

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


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come true")


def going_on(footplate, job, *options):
    """Submits a job and waits until its command runs."""
    run = footplate.json("submit", job, *options, status=0)["run"]["id"]
    wait_for(lambda: footplate.json("show", run)["run"]["status"] == "Running")
    return run


def ids(document):
    return [run["id"] for run in document["runs"]]
