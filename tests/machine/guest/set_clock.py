"""Sets the clock of the machine by years while runs go on, wait and end."""
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, "/guest")
from guest import answer, ended, footplate, job, submit, tell  # noqa: E402


def setClock(days):
    time.clock_settime(time.CLOCK_REALTIME, time.time() + days * 86400)


Path(".footplate/compute/gpu.yml").write_text("name: gpu\ntype: amlcompute\nmax_instances: 1\nidle_time_before_scale_down: 5\n")
job("counts", "for i in 1 2 3 4 5 6 7 8; do echo line $i; sleep 1; done")
job("limited", "sleep 100", "limits: {timeout: 5}\n")
job("first", "sleep 3", "compute: azureml:gpu\n")
job("second", "sleep 3", "compute: azureml:gpu\n")
job("quick", "echo quick")
Path("steps.yml").write_text("""type: pipeline
jobs:
  a: {type: command, command: sleep 2, environment: {image: library/python}}
  b: {type: command, command: sleep 2, environment: {image: library/python}}
""")

names = ["counts", "limited", "first", "second", "steps"]
for name in names:
    submit(name)
tail = subprocess.Popen(["/guest/footplate", "tail", "counts"], stdout=subprocess.PIPE, text=True)
time.sleep(3)
for days in (400, -800, 400):
    setClock(days)
    tell(listed=[run["status"] for run in answer("list")["runs"]], list=footplate("list").stdout)
    time.sleep(2)
submit("quick")
for name in [*names, "quick"]:
    tell(run=name, shown=ended(name), table=footplate("show", name).stdout)
tell(followed=tail.communicate(timeout=60)[0])
time.sleep(7)
tell(pool=answer("compute", "show", "gpu")["compute"])
