#!/usr/bin/env python3
"""What people complain about in YAML servers: aliases, anchors, conflict markers, files that were closed.

    bench_pains.py BUILD
"""
import pathlib
import sys
import tempfile
import time

from bench_lsp import sides
from lsp_client import Gone
from lsp_documents import AZURE, SIZES, pipeline, write_schema
from marks import Marks

MOST = 50  # milliseconds from opening to diagnostics
FILES = 100


def uses_of_an_anchor(count):
    return "base: &b {x: 1, y: 2}\nlist:\n" + "".join(f"  k{n}: *b\n" for n in range(count))


def anchors(count):
    return "".join(f"k{n}: &a{n} 1\nu{n}: *a{n}\n" for n in range(count))


def conflicts(head):
    lines = pipeline(300_000, head).split("\n")
    for at in range(200, len(lines), 400):
        lines[at:at] = ["<<<<<<< HEAD", lines[at], "=======", lines[at] + " x", ">>>>>>> branch"]
    return "\n".join(lines)


def best_open(client, folder, name, text, rounds):
    times = []
    for number in range(rounds):
        uri = (folder / f"{number}-{name}.yml").as_uri()
        began = time.perf_counter() * 1000
        document = client.open(uri, text)
        times.append(client.diagnostics(document, 60)[1] - began)
        document.close()
        client.settle(0.1)
    return min(times)


def open_times(marks, both, folder, head):
    cases = {"4,000 uses of one anchor": uses_of_an_anchor(4000), "3,000 anchors": anchors(3000),
             "conflict markers in 300 KB": conflicts(head)}
    for name, text in cases.items():
        found = []
        for side in both:
            client = side.start(folder)
            try:
                found.append(best_open(client, folder, side.name, text, 5 if side.name == "footplate" else 1))
            except Gone as gone:
                print(f"{side.name}: {gone}")
                found.append(None)
            client.stop()
        marks.limit(f"{name}: opened to diagnostics", found[0], MOST, found[1] if len(found) > 1 else None)


def memory(marks, side, folder, kind):
    """What stays after 100 files of 50 KB were opened, looked at and closed, against one of them."""
    client = side.start(folder)
    text = pipeline(SIZES["50 KB"])
    first = client.open((folder / "first.yml").as_uri(), text)
    client.diagnostics(first)
    first.close()
    client.settle()
    before = client.memory()
    documents = [client.open((folder / f"m{number}.yml").as_uri(), text) for number in range(FILES)]
    for document in documents:
        client.diagnostics(document)
        client.request("textDocument/documentSymbol", {"textDocument": {"uri": document.uri}})
    most = client.memory()
    for document in documents:
        document.close()
    client.settle(0.5)
    after = client.memory()
    client.stop()
    print(f"{kind}: {before:.1f} MiB with one file closed, {most:.1f} with {FILES} open, {after:.1f} after closing them")
    return before, most, after


def main():
    build = sys.argv[1]
    marks = Marks("pains", f"{build}/bench")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        head = f"# yaml-language-server: $schema={write_schema(folder).as_uri()}\n" + AZURE
        both = sides(build)
        open_times(marks, both, folder, head)
        found = [memory(marks, side, folder, side.name) for side in both]
        before, most, after = found[0]
        marks.limit(f"memory kept after closing {FILES} files of 50 KB", after - before, 8,
                    found[1][2] - found[1][0] if len(found) > 1 else None, unit="MiB")
        marks.ratio(f"memory with {FILES} files of 50 KB open", [most], [found[1][1]] if len(found) > 1 else None, 8, unit="MiB")
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
