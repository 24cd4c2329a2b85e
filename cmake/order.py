#!/usr/bin/env python3
"""Writes cmake/startup.order: the functions that ordinary work calls, for the linker to put side by side.

    order.py PROGRAM OUTPUT

PROGRAM is a release build. valgrind's callgrind notes which of its functions are called when a document is opened, when it is edited,
and when a job is submitted, run and looked at. What opening needs comes first, then the rest, each part by name so that two runs of this
script differ little. A name that no longer exists is harmless; a new function without its name here only lies elsewhere.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

JOB = """$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
type: command
name: one
code: src
command: python3 train.py --epochs ${{inputs.epochs}} --out ${{outputs.model}}
inputs: {epochs: 2}
outputs: {model: {type: uri_folder}}
environment: {image: python:3}
compute: local
"""
SCRIPT = """import argparse, json, os, urllib.request
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int)
parser.add_argument("--out")
parser.parse_args()
print("first line", flush=True)
body = {"run_id": os.environ["MLFLOW_RUN_ID"], "metrics": [{"key": "loss", "value": 1.0, "timestamp": 0, "step": 0}]}
address = os.environ["MLFLOW_TRACKING_URI"].rstrip("/") + "/api/2.0/mlflow/runs/log-batch"
headers = {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"], "Content-Type": "application/json"}
urllib.request.urlopen(urllib.request.Request(address, json.dumps(body).encode(), headers))
"""
PIPELINE = "type: pipeline\ninputs: {rate: 0.1}\njobs:\n" + "".join(
    f"  step{n}:\n    type: command\n    command: echo ${{{{inputs.rate}}}}\n    inputs: {{rate: '${{{{parent.inputs.rate}}}}'}}\n"
    "    environment: {image: python:3}\n" for n in range(12))


class Traced:
    """Runs the program under callgrind; the functions of it and of its children end in `folder`."""

    def __init__(self, program, folder):
        self.program, self.folder = str(program), folder
        self.words = ["valgrind", "--quiet", "--tool=callgrind", "--demangle=no", "--compress-strings=no", "--trace-children=yes",
                      "--trace-children-skip=*/python*,*/sh,*/bash,*/git", f"--callgrind-out-file={folder}/%p", self.program]

    def run(self, project, *words):
        subprocess.run([*self.words, *words], cwd=project, check=True, stdout=subprocess.DEVNULL)

    def functions(self):
        names, of_program = set(), False
        for file in self.folder.iterdir():
            for line in file.read_text().splitlines():
                if line.startswith("ob="):
                    of_program = line[3:] == self.program
                elif line.startswith("fn=") and of_program:
                    names.add(line[3:].split("'")[0])  # foo'2 is foo called by itself
        return names


class Editor:
    """As much of a language client as the session below needs."""

    def __init__(self, words, project):
        self.server = subprocess.Popen([*words, "lsp"], cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked = 0
        self.ask("initialize", {"processId": None, "rootUri": project.as_uri(), "capabilities": {}})
        self.tell("initialized", {})

    def end(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.server.wait(30)

    def tell(self, method, params, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def hear(self):
        length = 0
        while line := self.server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            raise SystemExit("the language server ended early")
        return json.loads(self.server.stdout.read(length))

    def until(self, wanted):
        while not wanted(self.hear()):
            pass

    def ask(self, method, params):
        self.asked += 1
        self.tell(method, params, id=self.asked)
        self.until(lambda heard: heard.get("id") == self.asked and "method" not in heard)

    def open(self, path):
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text()}
        self.tell("textDocument/didOpen", {"textDocument": document})
        self.until(lambda heard: heard.get("method") == "textDocument/publishDiagnostics")


def opening(traced, project):
    editor = Editor(traced.words, project)
    editor.open(project / "pipeline.yml")
    editor.end()


def editing(traced, project):
    editor = Editor(traced.words, project)
    for name, line, character in (("job.yml", 4, 12), ("pipeline.yml", 4, 10)):
        editor.open(project / name)
        document = {"textDocument": {"uri": (project / name).as_uri()}}
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
        for method in ("documentSymbol", "semanticTokens/full", "codeLens", "documentLink", "foldingRange"):
            editor.ask(f"textDocument/{method}", document)
        for method in ("hover", "completion", "definition"):
            editor.ask(f"textDocument/{method}", {**document, "position": {"line": line, "character": character}})
        editor.ask("textDocument/inlayHint", {**document, "range": whole})
        editor.ask("textDocument/codeAction", {**document, "range": whole, "context": {"diagnostics": []}})
        change = {"range": {"start": whole["end"], "end": whole["end"]}, "text": "\n"}
        editor.tell("textDocument/didChange", {"textDocument": {**document["textDocument"], "version": 2}, "contentChanges": [change]})
        editor.until(lambda heard: heard.get("method") == "textDocument/publishDiagnostics")
    editor.end()


def running(traced, project):
    traced.run(project, "validate", "job.yml")
    traced.run(project, "submit", "job.yml")
    traced.run(project, "tail", "one")
    for words in (["list"], ["show", "one"], ["metrics", "one"]):
        traced.run(project, *words)
    # The supervisor lives a little longer than its run, and callgrind writes when it has ended.
    for _ in range(600):
        if not subprocess.run(["pgrep", "-f", f"callgrind-out-file={traced.folder}/"], stdout=subprocess.DEVNULL, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit("the run's supervisor has not ended after a minute")


def functions_of(work, program):
    with tempfile.TemporaryDirectory() as folder:
        project, notes = pathlib.Path(folder) / "project", pathlib.Path(folder) / "notes"
        (project / "src").mkdir(parents=True)
        (project / ".git").mkdir()
        notes.mkdir()
        (project / "src/train.py").write_text(SCRIPT)
        (project / "job.yml").write_text(JOB)
        (project / "pipeline.yml").write_text(PIPELINE)
        os.environ.update(HOME=folder, XDG_CACHE_HOME=f"{folder}/cache", XDG_DATA_HOME=f"{folder}/data")
        traced = Traced(program, notes)
        work(traced, project)
        return traced.functions()


def main():
    program, output = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    listed = subprocess.run(["nm", "--defined-only", "--format=posix", program], check=True, capture_output=True, text=True).stdout
    known = {line.split()[0] for line in listed.splitlines() if line.split()[1] in "tTwW"}
    opened, edited, ran = (functions_of(work, program) & known for work in (opening, editing, running))
    parts = [opened & ran, opened - ran, edited & ran - opened, edited - ran - opened, ran - edited - opened]
    output.write_text("".join(f"{name}\n" for part in parts for name in sorted(part)))
    print(f"{output}: {sum(map(len, parts))} functions")


if __name__ == "__main__":
    main()
