#!/usr/bin/env python3
"""Running jobs: how soon a script starts, what a run costs, how quickly and how much of a log is seen.

    bench_runs.py BUILD [--quick]
"""
import ctypes
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from marks import Marks, quantile

PR_SET_CHILD_SUBREAPER = 36
JOB = """$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
type: command
code: src
command: >-
  {command}
environment:
  image: python:3
compute: local
"""


class Project:
    """A folder with jobs; every process of a run becomes our child in the end, so that its processor time is known."""

    def __init__(self, build, folder):
        # As it is installed: a copy is mapped in larger pieces than what the linker wrote, a millisecond less for each run.
        self.program, self.folder = shutil.copy2(f"{build}/footplate", f"{build}/bench/footplate"), pathlib.Path(folder)
        (self.folder / ".git").mkdir()
        (self.folder / "src").mkdir()

    def job(self, name, command, script=None):
        if script:
            (self.folder / "src" / f"{name}.py").write_text(script)
        path = self.folder / f"{name}.yml"
        path.write_text(JOB.format(command=command))
        return path

    def argv(self, *words):
        return [self.program, "-C", str(self.folder), *map(str, words)]

    def json(self, *words):
        done = subprocess.run(self.argv(*words, "--json"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return json.loads(done.stdout or b"null")

    def log(self, run):
        return self.folder / ".footplate" / "runs" / run / "user_logs" / "std_log.txt"

    def wait(self, run):
        subprocess.run(self.argv("tail", run), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        collect()


def collect():
    """Takes the children that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def collect_all():
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1000


def first_line(marks, project, rounds):
    script = "import time\nprint(time.time_ns(), flush=True)\n"
    job = project.job("first", "python first.py", script)
    project.wait(project.json("submit", job)["run"]["id"])
    bare, ours = [], []
    for _ in range(rounds):
        began = time.time_ns()
        out = subprocess.run(["python3", str(project.folder / "src" / "first.py")], stdout=subprocess.PIPE, check=True).stdout
        bare.append((int(out) - began) / 1e6)
        began = time.time_ns()
        run = project.json("submit", job)["run"]["id"]
        project.wait(run)
        ours.append((int(project.log(run).read_text().split()[-1]) - began) / 1e6)
    marks.limit("submit to the script's first line, beyond bare python (median)", quantile(ours, 0.5) - quantile(bare, 0.5), 50)
    marks.limit("submit to the script's first line, beyond bare python (best)", min(ours) - min(bare), 50)


def no_op_runs(marks, project, count, where):
    job = project.job("noop", "true")
    project.wait(project.json("submit", job)["run"]["id"])
    collect_all()

    def submit(times):
        for _ in range(times):
            subprocess.run(project.argv("submit", job, "--tail"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    before, began = spent(), time.perf_counter()
    threads = [threading.Thread(target=submit, args=(count // 2,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = (time.perf_counter() - began) * 1000 / count
    collect_all()
    ours = (spent() - before) / count
    before = spent()
    for _ in range(100):
        subprocess.run(["bash", "-c", "true"], check=True)
    bare = (spent() - before) / 100
    peer = None
    if shutil.which("parallel"):
        before = spent()
        subprocess.run(["parallel", "--will-cite", "-j2", "-n0", "bash -c true", ":::", *map(str, range(count))],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        peer = (spent() - before) / count
    done = project.json("list", "--limit", count + 10, "--status", "Completed")["runs"]
    marks.holds(f"all of {count} no-op runs completed, {where}", len(done) >= count)
    marks.limit(f"{count} no-op runs two at a time, processor time of each beyond `bash -c true`, {where}", ours - bare, 15, peer)
    marks.limit(f"{count} no-op runs: wall time of each, {where}", wall)


def follow(argv, take):
    """Gives what a command writes, piece by piece with its time; its peak of memory in MiB."""
    child = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = 0
    while piece := os.read(child.stdout.fileno(), 1 << 16):
        take(piece, time.time_ns())
    try:
        _, _, usage = os.wait4(child.pid, 0)
        peak = usage.ru_maxrss / 1024
    except ChildProcessError:
        pass
    return peak


def tail_latency(marks, project, lines):
    script = ("import time\ntime.sleep(1)\n"
              f"for _ in range({lines}):\n    print(time.time_ns(), flush=True)\n    time.sleep(0.01)\n")
    job = project.job("lines", "python lines.py", script)
    run = project.json("submit", job)["run"]["id"]
    rest, delays = bytearray(), []

    def take(piece, stamp):
        rest.extend(piece)
        while (end := rest.find(b"\n")) >= 0:
            line = bytes(rest[:end])
            del rest[:end + 1]
            if line.isdigit():
                delays.append((stamp - int(line)) / 1e6)

    follow(project.argv("tail", run), take)
    collect()
    marks.holds("every line was seen", len(delays) == lines, f"({len(delays)} of {lines})")
    marks.limit(f"line written to line seen, p99 of {lines} (p50 {quantile(delays, 0.5):.2f})", quantile(delays, 0.99), 20)


def throughput(marks, project, megabytes):
    """A log of that size while it is written, then read again beside cat."""
    line = "epoch 12/200: loss 0.0123, accuracy 0.987, a line as training scripts write them"
    job = project.job("flood", f"yes '{line}' | head -c {megabytes}M")
    run = project.json("submit", job)["run"]["id"]
    count = [0]

    def take(piece, _):
        count[0] += len(piece)

    peak = follow(project.argv("tail", run), take)
    marks.holds(f"all of {megabytes} MB seen while they were written", count[0] >= megabytes << 20)
    marks.limit(f"peak memory of a tail over {megabytes} MB", peak, 32, unit="MiB")
    log = project.log(run)
    ours, peer = [], []
    for _ in range(3):
        for argv, times in ((project.argv("tail", run, "--no-follow"), ours), (["cat", str(log)], peer)):
            began = time.perf_counter()
            follow(argv, lambda piece, stamp: None)
            times.append((time.perf_counter() - began) * 1000)
    marks.limit(f"{megabytes} MB of log through tail against cat: share of cat's speed", min(peer) / min(ours), None, unit="")
    marks.holds("at least half of cat's speed", min(peer) / min(ours) >= 0.5)
    collect()


def listing(marks, build, runs):
    """The whole process, over a store that store_bench filled."""
    filler = pathlib.Path(build) / "tests" / "bench" / "store_bench"
    if not filler.exists():
        return
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([str(filler), "fill", name, str(runs)], stdout=subprocess.DEVNULL, check=True)
        argv = [f"{build}/footplate", "-C", name, "list", "--json", "--limit", "100"]
        chosen = ["--experiment", "experiment-3", "--status", "Completed"]
        for what, more in (("newest 100", []), ("newest 100 of an experiment and status", chosen),
                           ("best 100 of an experiment and status by a metric", [*chosen, "--sort", "loss"])):
            times = []
            for _ in range(15):
                began = time.perf_counter()
                out = subprocess.run(argv + more, stdout=subprocess.PIPE, check=True).stdout
                times.append((time.perf_counter() - began) * 1000)
            marks.holds(f"{what}: 100 runs given", len(json.loads(out)["runs"]) == 100)
            marks.limit(f"list of {runs} runs, {what}, whole process (median {quantile(times, 0.5):.1f}, best)", min(times), 10)


def in_memory(marks, build, count):
    """The same without a file system's own cost of making and removing files, which is most of it on some disks."""
    if not os.access("/dev/shm", os.W_OK):
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        os.environ["TMPDIR"] = name
        folder = pathlib.Path(name) / "project"
        folder.mkdir()
        no_op_runs(marks, Project(build, folder), count, "in memory")
        collect_all()
        del os.environ["TMPDIR"]


def main():
    build, quick = os.path.abspath(sys.argv[1]), "--quick" in sys.argv
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    os.makedirs(f"{build}/bench", exist_ok=True)
    marks = Marks("runs", f"{build}/bench")
    with tempfile.TemporaryDirectory() as name:
        project = Project(build, name)
        first_line(marks, project, 5 if quick else 15)
        tail_latency(marks, project, 200 if quick else 500)
        throughput(marks, project, 100 if quick else 1024)
        no_op_runs(marks, project, 100 if quick else 1000, "on disk")
        collect_all()
    in_memory(marks, build, 100 if quick else 1000)
    listing(marks, build, 100_000)
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
