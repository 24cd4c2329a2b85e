#!/usr/bin/env python3
"""Kills random processes of ours during many runs, then asks whether what the store says is true.

    python3 tests/engines/crash.py --runs 200 --kills 500 [--jobs composed]

Each job leaves evidence of its own beside the store, each kill is noted; a status is judged against both. Printed at
the end: how many of which processes were killed, how the runs ended, and every run that is lost, wrongly told or left
something behind. Exit status 1 when there is any.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import crash_jobs

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENDS = {"Completed", "Failed", "Canceled"}


class Process:
    """A living process of ours, told by the mark in its environment."""

    def __init__(self, pid):
        words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        entries = pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        self.pid = pid
        self.parent = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        self.words = [word.decode(errors="replace") for word in words]
        self.environment = dict(entry.decode(errors="replace").split("=", 1) for entry in entries if b"=" in entry)

    def kind(self, program):
        if self.words[0] in (program, "/proc/self/exe") and len(self.words) > 1:
            kinds = {"supervise": "supervisor", "caretaker": "caretaker", "submit": "submitter", "lsp": "server", "view": "command"}
            return kinds.get(self.words[1], "onlooker")
        return "command"

    def run(self):
        if {"supervise", "caretaker"} & set(self.words[:2]):
            return self.words[2]
        return self.environment.get("AZUREML_RUN_ID", "")


class Crash:
    def __init__(self, program, folder, runs, kills, seed, jobs="simple", at_once=6):
        self.program, self.folder, self.runs, self.kills = program, folder, runs, kills
        self.random = random.Random(seed)
        self.jobs = jobs
        self.mark = uuid.uuid4().hex  # not of the seed: two with one seed must not end each other's processes
        self.evidence = folder / "evidence"
        self.environment = {**os.environ, "CRASH_MARK": self.mark, "CRASH_EVIDENCE": str(self.evidence),
                            "FOOTPLATE_CACHE_DIR": str(folder / "cache"), "NO_COLOR": "1"}
        self.at_once = at_once
        self.reported, self.submitted = [], 0
        self.killed = collections.Counter()
        self.killed_runs = collections.defaultdict(set)  # run -> kinds of its processes that were killed
        self.explained = 0
        self.early = 0  # supervisors killed before they were more than a copy of their submitter
        self.nameless = 0  # commands of no run yet: the Pythons that supervisors ask
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.complaints = []

    # --- the world

    def processes(self):
        found = []
        for entry in os.listdir("/proc"):
            if not entry.isdigit() or int(entry) == os.getpid():
                continue
            try:
                process = Process(int(entry))
            except (OSError, ValueError):
                continue
            if process.environment.get("CRASH_MARK") == self.mark and process.words[0]:
                found.append(process)
        return found

    def call(self, *words, **options):
        return subprocess.run([self.program, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True, **options)

    def submit_all(self, files):
        while True:
            # More than asked for where the kills have not all found their victims yet.
            with self.lock:
                if self.submitted >= self.runs and sum(self.killed.values()) >= self.kills:
                    return
                self.submitted += 1
            done = self.call("submit", self.random.choice(files), "--json")
            if done.returncode == 0:
                run = json.loads(done.stdout)["run"]["id"]
                with self.lock:
                    self.reported.append(run)
            elif done.returncode > 0:
                self.complaints.append(f"submit failed with {done.returncode}: {done.stderr.strip()[-300:]}")
            # Runs and kills come to their end together.
            ahead = self.submitted / self.runs - sum(self.killed.values()) / self.kills
            time.sleep(self.random.uniform(0, 0.3) + max(0, ahead) * 20)

    # Looks all the time, and is killed in the middle of settling what it finds.
    def look_on(self):
        while not self.over.is_set():
            self.call("list", "--json")
            time.sleep(0.05)

    def serve(self):
        while not self.over.is_set():
            server = subprocess.Popen([self.program, "lsp"], cwd=self.folder, env=self.environment, stdin=subprocess.PIPE,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                "processId": None, "capabilities": {}, "workspaceFolders": [{"uri": f"file://{self.folder}", "name": "p"}]}})
            try:
                server.stdin.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
                server.stdin.flush()
            except OSError:
                pass
            while server.poll() is None and not self.over.is_set():
                time.sleep(0.05)
            server.kill()
            server.wait()

    def kill_one(self):
        groups = collections.defaultdict(list)
        for process in self.processes():
            groups[process.kind(self.program)].append(process)
        # Servers and onlookers are always there: they must not take the kills meant for runs.
        if not groups or (set(groups) <= {"server", "onlooker"} and self.random.random() < 0.95):
            return False
        weights = {"supervisor": 4, "caretaker": 1, "command": 5, "submitter": 3, "onlooker": 0.5, "server": 0.2}
        kind = self.random.choices(list(groups), [weights[group] for group in groups])[0]
        victim = self.random.choice(groups[kind])
        try:
            handle = os.pidfd_open(victim.pid)
            if Process(victim.pid).words != victim.words:
                return False
            # Noted before: a status that follows at once must find its reason.
            early = kind == "submitter" and any(other.pid == victim.parent for other in groups[kind])
            with self.lock:
                self.killed_runs[victim.run()].add(kind)
                self.early += early
                self.nameless += kind == "command" and not victim.run()
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.close(handle)
        except (OSError, ValueError):
            return False
        self.killed[kind] += 1
        return True

    # --- the run of it

    def go(self):
        self.evidence.mkdir(parents=True)
        (self.folder / ".footplate").mkdir()
        (self.folder / ".footplate" / "config.yml").write_text(f"local:\n  max_instances: {self.at_once}\n")
        files = crash_jobs.SETS[self.jobs](self.folder)
        workers = [threading.Thread(target=self.submit_all, args=(files,)) for _ in range(3)]
        workers += [threading.Thread(target=self.look_on) for _ in range(2)] + [threading.Thread(target=self.serve)]
        began = time.monotonic()
        for worker in workers:
            worker.start()
        while sum(self.killed.values()) < self.kills:
            self.kill_one()
            time.sleep(self.random.uniform(0, 0.2))
        for worker in workers[:3]:
            worker.join()
        self.over.set()
        for worker in workers[3:]:
            worker.join()
        listed = self.settle()
        self.judge(listed)
        return time.monotonic() - began

    def settle(self, seconds=120):
        """All runs once they have ended, which nobody disturbs any more."""
        end = time.monotonic() + seconds
        while True:
            done = self.call("list", "--children", "--limit", "100000", "--json")
            if done.returncode != 0:
                self.complaints.append(f"list failed: {done.stderr.strip()[-300:]}")
                return []
            listed = json.loads(done.stdout)["runs"]
            open_runs = [run for run in listed if run["status"] not in ENDS]
            if not open_runs or time.monotonic() > end:
                self.complaints += [f"{run['id']} is still {run['status']}" for run in open_runs]
                return listed
            time.sleep(0.1)

    # --- the judgement

    def judge(self, listed):
        known = {run["id"] for run in listed}
        self.complaints += [f"{run} was reported and is lost" for run in self.reported if run not in known]
        runs = {run["id"]: json.loads(self.call("show", run["id"], "--json").stdout)["run"] for run in listed}
        for run in runs.values():
            wrong = self.lie(run, runs)
            if wrong:
                self.complaints.append(f"{run['id']} ({run['kind']}) is {run['status']} {json.dumps(run['error'])}, but {wrong}")
        self.ends = collections.Counter((run["status"], (run["error"] or {}).get("code", "")) for run in runs.values())
        self.complaints += [f"left over: {process.pid} {' '.join(process.words)[:100]} of {process.run()}" for process in self.processes()]
        self.look_at_the_rest(runs)

    def lie(self, run, runs):
        """What contradicts a run's status; nothing when it is true."""
        path = self.evidence / run["id"]
        evidence = path.read_text().split() if path.exists() else []
        killed = self.killed_runs[run["id"]]
        code = (run["error"] or {}).get("code", "")
        above = self.ancestors(run, runs)
        killed_above = set().union(*(self.killed_runs[one["id"]] for one in above))
        if run["kind"] in crash_jobs.CHILDREN:
            return self.composed_lie(run, runs, code, killed, killed_above)
        if run.get("reused_from") and run["status"] == "Completed":
            return "" if runs[run["reused_from"]]["status"] == "Completed" and not evidence else "it was not run"
        if run["status"] == "Completed":
            return "" if evidence == ["begin", "end"] else f"its evidence is {evidence}"
        if run["status"] == "Canceled":
            # A round is canceled with its loop, which says why.
            codes = ("skipped", "stepStopped", "") if above and above[0]["kind"] == "do_while" else ("skipped", "stepStopped")
            stopped = code in codes and above and above[0]["status"] != "Completed"
            return "" if stopped else "nobody canceled it"
        if code == "exitCode":
            return "" if run["exit_code"] == 3 and evidence == ["begin", "end"] else f"it exited with {run['exit_code']}, evidence {evidence}"
        if code == "environment" and run["error"]["message"].startswith("asking "):
            self.nameless -= 1
            return "" if self.nameless >= 0 else "nobody killed the Python that was asked"
        if code == "signal":
            # A command is a copy of its supervisor before it is itself; a step's supervisor is that of its pipeline.
            found = "command" in killed or "supervisor" in killed | killed_above
            return "" if run["signal"] == 9 and found else "nobody killed its command"
        return self.lost(run, code, killed, killed_above)

    @staticmethod
    def ancestors(run, runs):
        above = []
        while run["parent"] in runs:
            run = runs[run["parent"]]
            above.append(run)
        return above

    def composed_lie(self, run, runs, code, killed, killed_above):
        steps = [one for one in runs.values() if one["parent"] == run["id"]]
        good = [one for one in steps if one["status"] == "Completed"]
        if run["status"] == "Completed":
            whole = len(good) == len(steps) == crash_jobs.CHILDREN[run["kind"]]
            return "" if whole else f"of its {len(steps)} steps {len(good)} are Completed"
        if code == "stepFailed":
            return "" if len(good) < len(steps) else "all steps are Completed"
        if run["status"] == "Canceled":
            return "" if code in ("skipped", "stepStopped") and run["parent"] else "nobody canceled it"
        return self.lost(run, code, killed, killed_above)

    def lost(self, run, code, killed, killed_above):
        if code != "supervisorLost":
            return f"'{code}' has no reason"
        # A submitter killed before it started the supervisor has reported nothing.
        unreported = run["id"] not in self.reported and not run["parent"]
        if "supervisor" in killed | killed_above or unreported:
            return ""
        self.explained += 1
        return "" if self.explained <= self.early else "nobody killed its supervisor"

    def look_at_the_rest(self, runs):
        database = sqlite3.connect(self.folder / ".footplate" / "footplate.db")
        verdict = database.execute("pragma integrity_check").fetchone()[0]
        if verdict != "ok":
            self.complaints.append(f"the database says {verdict}")
        for note in (self.folder / ".footplate" / "runs").glob("*/supervisor"):
            fields = dict(line.split("=", 1) for line in note.read_text().splitlines() if "=" in line)
            if fields.get("work") and os.path.exists(fields["work"]) and note.parent.name in runs:
                self.complaints.append(f"{note.parent.name} has left {fields['work']}")
            if fields.get("cgroup") and os.path.exists(fields["cgroup"]) and note.parent.name in runs:
                self.complaints.append(f"{note.parent.name} has left {fields['cgroup']}")

        for run in runs.values():
            for output in run["outputs"].values():
                made = pathlib.Path(output.get("path") or "/") / "made"
                if output.get("asset") and run["status"] == "Completed" and made.read_text() != "whole\n":
                    self.complaints.append(f"{run['id']} has registered {output['asset']}, which is not whole")
        large = self.folder / "large.bin"
        if large.exists() and large.stat().st_size != crash_jobs.LARGE:
            self.complaints.append("a job has changed what it was shown read-only")

    def report(self, seconds):
        kinds = ", ".join(f"{count} {kind}s" for kind, count in self.killed.most_common())
        ends = ", ".join(f"{count} {status}{f' ({code})' if code else ''}" for (status, code), count in self.ends.most_common())
        return (f"{self.submitted} submits ({len(self.reported)} reported), {sum(self.killed.values())} kills ({kinds}) in {seconds:.0f} s\n"
                f"supervisors killed as copies of their submitters: {self.early}, runs lost by that: {self.explained}\n"
                f"ends: {ends}\n{len(self.complaints)} complaints" + "".join(f"\n  {complaint}" for complaint in self.complaints))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=os.environ.get("FOOTPLATE_BIN") or str(ROOT / "build" / "footplate"))
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--jobs", choices=crash_jobs.SETS, default="simple")
    parser.add_argument("--keep", action="store_true", help="leave the project's folder")
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="footplate-crash-"))
    crash = Crash(os.path.abspath(given.program), folder / "project", given.runs, given.kills, given.seed, given.jobs)
    print(f"seed {given.seed}, {folder}")
    print(crash.report(crash.go()))
    if not given.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if crash.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
