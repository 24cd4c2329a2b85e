"""What the scripts inside the machine share."""
import json
import os
import pathlib
import subprocess
import time

PROJECT = pathlib.Path("/root/project")
ENDS = {"Completed", "Failed", "Canceled"}
(PROJECT / ".footplate" / "compute").mkdir(parents=True, exist_ok=True)
os.chdir(PROJECT)


def tell(**fact):
    print("\n@told " + json.dumps(fact), flush=True)


def footplate(*words):
    return subprocess.run(["/guest/footplate", *words], capture_output=True, text=True)


def answer(*words):
    done = footplate(*words, "--json")
    return json.loads(done.stdout) if done.stdout else {"error": {"message": f"exit {done.returncode}: {done.stderr}"}}


def job(name, command, more=""):
    pathlib.Path(f"{name}.yml").write_text(f"type: command\ncommand: {json.dumps(command)}\nenvironment: {{image: library/python}}\n{more}")


def submit(name):
    return answer("submit", f"{name}.yml", "--set", f"name={name}")


def ended(run, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = answer("show", run)["run"]
        if found["status"] in ENDS:
            return found
        time.sleep(0.3)
    return found
