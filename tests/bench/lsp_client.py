"""A language server seen by an editor: one process, one thread, every message stamped when it arrives.

    server = Client(["build/footplate", "lsp"])
    document = server.open("file:///p/job.yml", text)
    document.edit(offset, 1, "x")
    items, ms = server.request("textDocument/completion", document.at(offset))
"""
import bisect
import contextlib
import fcntl
import json
import os
import re
import select
import subprocess
import time

SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "format": {"enable": True}, "schemas": {},
                     "schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}, "maxItemsComputed": 1000000}}
CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "publishDiagnostics": {"versionSupport": True},
        "completion": {"contextSupport": True, "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "rename": {"prepareSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    },
}

LARGE_ANSWER = re.compile(rb'\{"jsonrpc":"2\.0","id":(\d+),"result"')
PIPE_SIZE = 1 << 20


def now():
    return time.perf_counter() * 1000


class Gone(Exception):
    pass


class Document:
    """An open text; places are offsets, texts are ASCII."""

    def __init__(self, client, uri, text):
        self.client, self.uri, self.text, self.version = client, uri, text, 1
        self._index()

    def _index(self):
        self.starts, at = [0], self.text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = self.text.find("\n", at + 1)

    def place(self, offset):
        line = bisect.bisect_right(self.starts, offset) - 1
        return {"line": line, "character": offset - self.starts[line]}

    def at(self, offset):
        return {"textDocument": {"uri": self.uri}, "position": self.place(offset)}

    def edit(self, offset, removed, added):
        change = {"range": {"start": self.place(offset), "end": self.place(offset + removed)}, "text": added}
        gone = self.text[offset:offset + removed]
        self.text = self.text[:offset] + added + self.text[offset + removed:]
        if "\n" in gone or "\n" in added:
            self._index()
        else:
            for line in range(bisect.bisect_right(self.starts, offset), len(self.starts)):
                self.starts[line] += len(added) - removed
        self.version += 1
        if self.client.full_sync:
            change = {"text": self.text}
        identity = {"uri": self.uri, "version": self.version}
        return self.client.notify("textDocument/didChange", {"textDocument": identity, "contentChanges": [change]})

    def close(self):
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})


class Client:
    def __init__(self, command, settings=None, root=None, pull=False):
        self.settings = settings or SETTINGS
        self.last, self.buffer, self.answers, self.said = 0, bytearray(), {}, {}
        self.began = now()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.output = self.process.stdout.fileno()
        fcntl.fcntl(self.output, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
        capabilities = CAPABILITIES
        if pull:
            capabilities = {**CAPABILITIES, "textDocument": {**CAPABILITIES["textDocument"], "diagnostic": {}}}
        folders = [{"uri": root, "name": "w"}] if root else None
        answer, _ = self.request("initialize", {"processId": os.getpid(), "rootUri": root, "workspaceFolders": folders,
                                                "capabilities": capabilities})
        self.initialized = now() - self.began
        sync = answer["capabilities"].get("textDocumentSync")
        self.full_sync = (sync.get("change") if isinstance(sync, dict) else sync) != 2
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": self.settings})

    # ---- messages
    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        frame, stamp = b"Content-Length: %d\r\n\r\n" % len(body) + body, now()
        self.process.stdin.write(frame)
        self.process.stdin.flush()
        return stamp

    def notify(self, method, params):
        return self.write({"method": method, "params": params})

    def ask(self, method, params):
        self.last += 1
        return self.last, self.write({"id": self.last, "method": method, "params": params})

    def request(self, method, params, timeout=120):
        number, stamp = self.ask(method, params)
        answer, arrived = self.wait(lambda: self.answers.pop(number, None), timeout, method)
        if "error" in answer:
            raise Gone(f"{method}: {answer['error']['message']}")
        return answer["result"], arrived - stamp

    def open(self, uri, text):
        document = Document(self, uri, text)
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return document

    def diagnostics(self, document, timeout=180):
        """Waits for those of the newest version: (list, arrival)."""
        def take():
            params, arrived = self.said.get(document.uri, (None, 0))
            if params is None or params.get("version") not in (None, document.version):
                return None
            del self.said[document.uri]
            return params["diagnostics"], arrived
        return self.wait(take, timeout, "diagnostics")

    def wait(self, take, timeout, what):
        deadline = now() + timeout * 1000
        while (found := take()) is None:
            self.pump(deadline)
            if now() > deadline:
                raise Gone(f"{what}: no answer in {timeout} s")
        return found

    def rest(self, seconds):
        """Reads what comes for so long."""
        deadline = now() + seconds * 1000
        while now() < deadline:
            self.pump(deadline)

    def settle(self, quiet=0.3, longest=60):
        """Until the server has nothing to do: no message and no work for a while, longer than the peer waits before it checks."""
        end = now() + longest * 1000
        while now() < end:
            before, seen = self.cpu(), len(self.said)
            self.rest(quiet)
            if self.cpu() - before < quiet * 100 and len(self.said) == seen:
                return

    def pump(self, deadline):
        if not select.select([self.output], [], [], max(0, deadline - now()) / 1000)[0]:
            return
        piece = os.read(self.output, 1 << 20)
        stamp = now()
        if not piece:
            raise Gone("the server ended")
        self.buffer += piece
        while (head := self.buffer.find(b"\r\n\r\n")) >= 0:
            length = int(bytes(self.buffer[:head]).lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            if len(self.buffer) < head + 4 + length:
                return
            body = bytes(self.buffer[head + 4:head + 4 + length])
            del self.buffer[:head + 4 + length]
            self.take(self.read(body), stamp)

    def read(self, body):
        """A large answer is not read, so that the one behind it is stamped when it comes."""
        number = LARGE_ANSWER.match(body) if len(body) > 1 << 20 else None
        return {"id": int(number.group(1)), "result": None} if number else json.loads(body)

    def take(self, message, stamp):
        if "method" not in message:
            self.answers[message["id"]] = (message, stamp)
        elif "id" in message:
            result = None
            if message["method"] == "workspace/configuration":
                result = [self.settings.get(item.get("section") or "") for item in message["params"]["items"]]
            self.write({"id": message["id"], "result": result})
        elif message["method"] == "textDocument/publishDiagnostics":
            self.said[message["params"]["uri"]] = (message["params"], stamp)

    # ---- the process
    def cpu(self):
        """Milliseconds of all its threads that live."""
        total = 0
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # ended meanwhile
                with open(f"/proc/{self.process.pid}/task/{thread}/schedstat") as file:
                    total += int(file.read().split()[0])
        return total / 1e6

    def memory(self):
        """Resident MiB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024

    def stop(self):
        try:
            self.request("shutdown", None, 5)
            self.notify("exit", None)
            return self.process.wait(5)
        except (Gone, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            return self.process.wait()
