#!/usr/bin/env python3
"""Types real files into `footplate lsp`, a character at a time, and asks as an editor does.

    typing.py BINARY CORPUS [FILES]

Small files (up to 4 KB) are typed in every prefix, larger ones (up to 50 KB) every 50 characters. After each change come a
completion at the cursor, now and then a hover and the diagnostics. At the end the document must be to the server what it is
when opened at once: the same outline and the same diagnostics. Exit status 1 when it is not, or when the server died;
times are for reading.
"""
import json
import pathlib
import random
import subprocess
import sys
import time


class Server:
    def __init__(self, binary):
        self.process = subprocess.Popen([binary, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.last = 0
        capabilities = {"textDocument": {"diagnostic": {}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}}
        self.request("initialize", {"rootUri": None, "capabilities": capabilities})
        self.notify("initialized", {})

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.write({"method": method, "params": params})

    def request(self, method, params):
        self.last += 1
        self.write({"id": self.last, "method": method, "params": params})
        while True:
            length = 0
            while (line := self.process.stdout.readline().strip()):
                length = int(line.partition(b":")[2])
            if not length:
                raise SystemExit(f"the server died in {method}")
            message = json.loads(self.process.stdout.read(length))
            if message.get("id") == self.last and "method" not in message:
                return message.get("result")


def place(text):
    line = text.rpartition("\n")[2]
    return {"line": text.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def look(server, uri):
    document = {"textDocument": {"uri": uri}}
    return server.request("textDocument/documentSymbol", document), server.request("textDocument/diagnostic", document)["items"]


def type_file(server, path, times):
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    step = 1 if len(text) <= 4096 else 50
    uri = path.resolve().as_uri()
    open_params = {"uri": uri, "languageId": "yaml", "version": 1}
    server.notify("textDocument/didOpen", {"textDocument": {**open_params, "text": ""}})
    for count, end in enumerate(range(step, len(text) + step, step)):
        at = place(text[: end - step])
        change = {"range": {"start": at, "end": at}, "text": text[end - step : end]}
        versioned = {"uri": uri, "version": count + 2}
        server.notify("textDocument/didChange", {"textDocument": versioned, "contentChanges": [change]})
        cursor = {"textDocument": {"uri": uri}, "position": place(text[:end])}
        asked = ["textDocument/completion"]
        if count % 7 == 0:
            asked += ["textDocument/hover", "textDocument/diagnostic"]
        for method in asked:
            began = time.perf_counter()
            server.request(method, cursor)
            times.setdefault(method, []).append(((time.perf_counter() - began) * 1000, path.name, end))
    typed = look(server, uri)
    server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    server.notify("textDocument/didOpen", {"textDocument": {**open_params, "text": text}})
    fresh = look(server, uri)
    server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return typed == fresh


def choose(corpus, wanted):
    files = sorted(p for p in pathlib.Path(corpus).rglob("*") if p.suffix in (".yml", ".yaml", ".runconfig") and p.is_file())
    random.Random(7).shuffle(files)
    small = [p for p in files if 0 < p.stat().st_size <= 4096][:wanted]
    large = [p for p in files if 4096 < p.stat().st_size <= 50 * 1024][: max(1, wanted // 2)]
    return small + large


def main():
    binary, corpus = sys.argv[1:3]
    files = choose(corpus, int(sys.argv[3]) if len(sys.argv) > 3 else 50)
    server, times = Server(binary), {}
    different = [path for path in files if not type_file(server, path, times)]
    for method, list_ in sorted(times.items()):
        list_.sort()
        slow = [one for one in list_ if one[0] > 20]
        print(f"{method}: {len(list_)} requests, p50 {list_[len(list_) // 2][0]:.2f} ms, p99 {list_[len(list_) * 99 // 100][0]:.2f} ms, "
              f"longest {list_[-1][0]:.1f} ms ({list_[-1][1]} at {list_[-1][2]}), over 20 ms: {len(slow)}")
    for path in different:
        print(f"not the same when opened at once: {path}")
    server.request("shutdown", None)
    server.notify("exit", None)
    died = server.process.wait(10) != 0
    return 1 if different or died else 0


if __name__ == "__main__":
    sys.exit(main())
