"""Looks at what the last power cut left, tells it, and works on until the next one."""
import hashlib
import os
import random
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, "/guest")
from guest import answer, footplate, tell  # noqa: E402


def writeJob(name):
    """Its command fails where a file of its code is not what it was."""
    code = Path("code-" + name)
    code.mkdir()
    sums = ""
    for number in range(6):
        content = os.urandom(3000)
        (code / f"{number}.bin").write_bytes(content)
        sums += f"{hashlib.sha256(content).hexdigest()}  {number}.bin\n"
    (code / "sums").write_text(sums)
    Path(f"{name}.yml").write_text(
        f"type: command\ncode: {code}\ncommand: sha256sum --quiet -c sums && sleep {random.random():.2f} && cp sums ${{{{outputs.kept}}}}/sums\n"
        "outputs: {kept: {type: uri_folder}}\nenvironment: {image: library/python}\n")
    return f"{name}.yml"


def work(worker):
    number = 0
    while True:
        number += 1
        name = f"run-{time.time_ns()}-{worker}-{number}"
        given = answer("submit", writeJob(name), "--set", f"name={name}")
        tell(submitted=name) if "run" in given else tell(refused=given)
        os.sync()  # the folders of the jobs themselves


def watch(seen):
    while True:
        for run in answer("list", "--limit", "500", "--where", "status = 'Completed'")["runs"]:
            if run["id"] not in seen:
                seen.add(run["id"])
                tell(completed=run["id"])
        time.sleep(0.3)


boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
found = answer("list", "--limit", "500")
tell(boot=boot, found=found.get("runs"), problem=found.get("error"), notes=footplate("list", "--limit", "1").stderr)
for run in [run["id"] for run in found.get("runs", []) if run["status"] == "Failed"]:
    tell(failed=run, error=answer("show", run)["run"]["error"])
for run in [run["id"] for run in found.get("runs", []) if run["status"] == "Completed"][:2]:
    again = answer("rerun", run, "--tail")
    tell(again=run, status=again["run"]["status"] if "run" in again else again)
tell(working=True)
for worker in range(2):
    threading.Thread(target=work, args=(worker,), daemon=True).start()
watch({run["id"] for run in found.get("runs", []) if run["status"] == "Completed"})
