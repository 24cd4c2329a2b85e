#!/usr/bin/env python3
"""Types real files into the server, a character at a time, and asks as an editor does.

    bench_typing.py BUILD [CORPUS] [FILES]

Small files (up to 4 KB) are typed in every prefix, larger ones (up to 50 KB) every 50 characters. After each change come a
completion at the cursor, now and then a hover and the diagnostics. At the end the document must be to the server what it is
when opened at once: the same outline and the same diagnostics. A slow answer counts when it is slow three times.
"""
import pathlib
import random
import sys

from lsp_client import Client, Gone
from marks import Marks, quantile

MOST = 20  # milliseconds of a request on a file of 50 KB


def look(client, document):
    whole = {"textDocument": {"uri": document.uri}}
    symbols = client.request("textDocument/documentSymbol", whole)[0]
    return symbols, client.request("textDocument/diagnostic", whole)[0]["items"]


class Typist:
    def __init__(self, client):
        self.client, self.times, self.slow, self.different = client, {}, [], []

    def ask(self, document, method, end, piece):
        ms = self.client.request(method, document.at(end))[1]
        for _ in range(2):
            if ms <= MOST:
                break
            document.edit(end - len(piece), len(piece), "")
            document.edit(end - len(piece), 0, piece)
            ms = min(ms, self.client.request(method, document.at(end))[1])
        self.times.setdefault(method, []).append(ms)
        if ms > MOST:
            self.slow.append((ms, method, document.uri, end))

    def type_file(self, path):
        # Characters beyond ASCII would make offsets of Python's and the wire's differ.
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").encode("ascii", "replace").decode()
        step = 1 if len(text) <= 4096 else 50
        uri = path.resolve().as_uri()
        document = self.client.open(uri, "")
        for count, at in enumerate(range(0, len(text), step)):
            piece = text[at:at + step]
            document.edit(at, 0, piece)
            for method in ("completion", *(("hover", "diagnostic") if count % 7 == 0 else ())):
                self.ask(document, f"textDocument/{method}", at + len(piece), piece)
        typed = look(self.client, document)
        document.close()
        fresh = self.client.open(uri, text)
        if look(self.client, fresh) != typed:
            self.different.append(path)
        fresh.close()


def choose(corpus, wanted):
    files = sorted(p for p in pathlib.Path(corpus).rglob("*") if p.suffix in (".yml", ".yaml", ".runconfig") and p.is_file())
    random.Random(7).shuffle(files)
    small = [p for p in files if 0 < p.stat().st_size <= 4096][:wanted]
    large = sorted((p for p in files if 4096 < p.stat().st_size <= 50 * 1024), key=lambda p: -p.stat().st_size)
    return small + large[:max(1, wanted // 2)]


def main():
    build = sys.argv[1]
    here = pathlib.Path(__file__).resolve().parents[2]
    shared = here / ".." / "shared" / "corpus"
    corpus = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else shared if shared.is_dir() else here / "examples"
    files = choose(corpus, int(sys.argv[3]) if len(sys.argv) > 3 else 50)
    if not files:
        sys.exit(f"no YAML file in {corpus}")
    marks = Marks("typing", f"{build}/bench")
    typist = Typist(Client([f"{build}/footplate", "lsp"], pull=True))
    crashed = ""
    for path in files:
        try:
            typist.type_file(path)
        except Gone as gone:
            crashed = f"{path}: {gone}"
            break
    for method, times in sorted(typist.times.items()):
        marks.limit(f"{method}: longest of {len(times)} (p50 {quantile(times, 0.5):.2f}, p99 {quantile(times, 0.99):.2f})", max(times), MOST)
    for slow in typist.slow:
        print("slow:", *slow)
    for path in typist.different:
        print(f"not the same when opened at once: {path}")
    marks.holds(f"{len(files)} files typed: the tree is that of a fresh parse", not typist.different)
    marks.holds("the server lived", not crashed and typist.client.stop() == 0, crashed)
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
