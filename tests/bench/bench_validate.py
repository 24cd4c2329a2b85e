#!/usr/bin/env python3
"""`footplate validate` of one job as a whole process, in a project of 200 files, and what the process itself costs.

    bench_validate.py BUILD
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from lsp_documents import command, pipeline
from marks import Marks

FILES = 200


def make_project(folder):
    (folder / ".git").mkdir()
    for number in range(FILES):
        place = folder / f"group{number % 10}"
        place.mkdir(exist_ok=True)
        text = pipeline(6_000) if number % 4 == 0 else command(1_500)
        (place / f"job{number}.yml").write_text(text)
    environment = folder / "environment.yml"
    environment.write_text("$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\n"
                           "name: torch-gpu\nversion: 3\nimage: python:3\n")
    return folder / "group1" / "job1.yml"


def whole_process(argv):
    """Wall and processor milliseconds."""
    began = time.perf_counter()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    return (time.perf_counter() - began) * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def main():
    build = sys.argv[1]
    marks = Marks("validate", f"{build}/bench")
    with tempfile.TemporaryDirectory() as name:
        job = make_project(pathlib.Path(name))
        program = f"{build}/footplate"
        subprocess.run([program, "validate", str(job)], stdout=subprocess.DEVNULL, check=False)
        times = [whole_process([program, "validate", "--json", str(job)]) for _ in range(40)]
        marks.limit(f"validate one job, project of {FILES} files, best of 40", min(wall for wall, _ in times), 20)
        marks.limit("  processor time of it", min(cpu for _, cpu in times), 20)
        everything = min(whole_process([program, "validate", "--json", str(job.parents[1])]) for _ in range(5))
        marks.limit(f"validate the whole project ({FILES} files)", everything[0])
        marks.limit("footplate --version", min(whole_process([program, "--version"])[0] for _ in range(20)))
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
