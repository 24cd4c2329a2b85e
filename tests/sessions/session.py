"""Whole dialogues with `footplate lsp`, as text.

A .session file is a list of steps split by lines of `---`; what stands before the first is prose. A step is one word
and a YAML body (JSON is YAML): 

    send      a message; "jsonrpc" is added
    raw       bytes as they are, Python escapes allowed
    receive   a message that must come within ten seconds. Members named must match, others may be there; lists match
              item by item; "~pattern" matches by regular expression, "*" anything
    never     no message like this has come up to now
    quiet     waits 300 ms, so that `never` means something
    write     {path: text}: files of the session's folder
    kill      ends the parent that `initialize` named
    close     closes the server's input
    exit      the exit status, within five seconds

${DIR} and ${URI} stand for the session's folder, ${PARENT} for the id of a process that `kill` ends. At the end no
answer may be left over: each request is answered once.
"""
import json
import os
import re
import subprocess
import threading
import time
from pathlib import Path

import yaml

TIMEOUT = 10.0


def matches(expected, got):
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(k in got and matches(v, got[k]) for k, v in expected.items())
    if isinstance(expected, list):
        return isinstance(got, list) and len(expected) == len(got) and all(map(matches, expected, got))
    if expected == "*":
        return True
    if isinstance(expected, str) and expected.startswith("~"):
        return isinstance(got, str) and re.search(expected[1:], got, re.S) is not None
    return type(expected) is type(got) and expected == got


class Server:
    """The program, its messages collected by a thread."""

    def __init__(self, binary, folder):
        environment = {**os.environ, "HOME": str(folder), "FOOTPLATE_CACHE_DIR": str(folder / ".cache")}
        command = [str(binary), "lsp", "--stdio"]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.inbox = []
        self.seen = []
        self.lock = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        stream = self.process.stdout
        while True:
            length = None
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.decode().partition(":")
                assert name == "Content-Length", f"stdout holds {line!r}"
                length = int(value)
            if length is None:
                return
            message = json.loads(stream.read(length).decode())
            with self.lock:
                self.inbox.append(message)
                self.seen.append(message)
                self.lock.notify_all()

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(text) + text)

    def receive(self, expected):
        end = time.monotonic() + TIMEOUT
        with self.lock:
            while True:
                for message in self.inbox:
                    if matches(expected, message):
                        self.inbox.remove(message)
                        return message
                left = end - time.monotonic()
                if left <= 0 or not self.lock.wait(left):
                    raise AssertionError(f"no message like {json.dumps(expected)}; there are {json.dumps(self.inbox)}")

    def exit_status(self):
        return self.process.wait(timeout=5)


def steps_of(path):
    for step in re.split(r"(?m)^---[ \t]*\n", Path(path).read_text("utf-8"))[1:]:
        word, _, body = step.strip("\n").partition("\n")
        first, _, rest = word.partition(" ")
        yield first, (rest + "\n" + body if rest else body)


def run_session(path, binary, folder):
    parent = subprocess.Popen(["sleep", "60"])
    names = {"${DIR}": str(folder), "${URI}": folder.as_uri(), "${PARENT}": str(parent.pid)}
    server = Server(binary, folder)
    try:
        for word, body in steps_of(path):
            for name, value in names.items():
                body = body.replace(name, value)
            play(server, word, body, folder, parent)
        left = [m for m in server.inbox if "method" not in m]
        assert not left, f"answers nobody asked for: {left}"
    finally:
        server.process.kill()
        parent.kill()
        parent.wait()


def play(server, word, body, folder, parent):
    if word == "send":
        server.send(yaml.safe_load(body))
    elif word == "raw":
        server.raw(body.encode().decode("unicode_escape").encode("latin-1"))
    elif word == "receive":
        server.receive(yaml.safe_load(body))
    elif word == "never":
        found = [m for m in server.seen if matches(yaml.safe_load(body), m)]
        assert not found, f"came although it should not: {found}"
    elif word == "quiet":
        time.sleep(0.3)
    elif word == "write":
        for name, text in yaml.safe_load(body).items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    elif word == "kill":
        parent.kill()
        parent.wait()
    elif word == "close":
        server.process.stdin.close()
    elif word == "exit":
        assert server.exit_status() == int(body)
    else:
        raise AssertionError(f"unknown step {word!r}")
