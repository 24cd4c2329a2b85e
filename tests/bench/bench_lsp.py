#!/usr/bin/env python3
"""The language server beside yaml-language-server: both live at once, every operation alternates between them.

    bench_lsp.py BUILD [--quick]

First both with the schema that a line in the file names, then we with our own kinds and the peer with that line.
"""
import pathlib
import sys
import tempfile

from lsp_client import SETTINGS, Client, Gone, now
from lsp_documents import SIZES, Spots, command, pipeline, write_schema
from marks import Marks

PEER = "node_modules/yaml-language-server/bin/yaml-language-server"
COMPLETION = {"2 KB": 10, "50 KB": 50, "500 KB": 150}
HOVER = {"50 KB": 20, "500 KB": 80}
CHANGE = {"2 KB": 100, "500 KB": 50, "5 MB": 100}
ROUNDS = {"2 KB": 40, "50 KB": 20, "500 KB": 6, "5 MB": 2}
OTHERS = ("definition", "references", "documentHighlight", "prepareRename", "rename", "formatting", "foldingRange", "documentLink",
          "codeLens", "inlayHint", "semanticTokens/full", "selectionRange", "codeAction", "hover", "completion", "documentSymbol")


class Side:
    """One of the servers with its document and its times; `head` goes before every text it gets."""

    def __init__(self, name, command, head):
        self.name, self.command, self.head, self.times = name, command, head, {}
        self.client = self.document = self.spots = None

    def start(self, folder):
        self.client = Client(self.command, SETTINGS, folder.as_uri())
        return self.client

    def open(self, path, text):
        return self.client.open(path.as_uri(), self.head + text)

    def record(self, what, value):
        self.times.setdefault(what, []).append(value)


def sides(build, our_head="", peer_head=""):
    peer = pathlib.Path(build) / "bench" / "peer" / PEER
    both = [Side("footplate", [f"{build}/footplate", "lsp"], our_head)]
    return both + ([Side("peer", ["node", str(peer), "--stdio"], peer_head)] if peer.exists() else [])


def alternate(both, rounds, work, longest=60):
    end = now() + longest * 1000
    for number in range(rounds):
        for side in both if number % 2 == 0 else reversed(both):
            work(side, number)
        if now() > end and number:
            return


def start_times(both, folder, text, rounds):
    def once(side, number):
        client = side.start(folder)
        side.record("start", client.initialized)
        document = side.open(folder / f"start{number}.yml", text)
        side.record("first diagnostics", client.diagnostics(document)[1] - client.began)
        client.rest(0.3)
        side.record("memory 2 KB", client.memory())
        client.stop()
    alternate(both, rounds, once)


def change(side, number):
    document, spots = side.document, side.spots
    stamp = document.edit(spots.toggled, 0, "x") if number % 2 == 0 else document.edit(spots.toggled, 1, "")
    found, arrived = side.client.diagnostics(document)
    side.record("change", arrived - stamp)
    side.record("found", len(found))


def type_word(side, number):
    offset, indent, word, expected = side.spots.typed[number % len(side.spots.typed)]
    document, client = side.document, side.client
    document.edit(offset, 0, indent + "\n")
    offset += len(indent)
    for done, letter in enumerate(word, 1):
        document.edit(offset + done - 1, 0, letter)
        answer, ms = client.request("textDocument/completion", document.at(offset + done))
        side.record("completion", ms)
    items = answer if isinstance(answer, list) else (answer or {}).get("items", [])
    side.record("completed", any(item["label"] == expected for item in items))
    document.edit(offset - len(indent), len(indent) + len(word) + 1, "")
    client.settle()


def burst(side, word="compute: azureml:gpu-7"):
    """A character each 80 ms with a completion at each, the one before cancelled."""
    offset, indent, _, _ = side.spots.typed[0]
    document, client = side.document, side.client
    document.edit(offset, 0, indent + "\n")
    offset += len(indent)
    asked = {}
    for done, letter in enumerate(word, 1):
        document.edit(offset + done - 1, 0, letter)
        for number in list(asked):
            if number not in client.answers:
                client.notify("$/cancelRequest", {"id": number})
        number, stamp = client.ask("textDocument/completion", document.at(offset + done))
        asked[number] = stamp
        client.rest(0.08)
    client.wait(lambda: True if all(number in client.answers for number in asked) else None, 180, "burst")
    for number, stamp in asked.items():
        answer, arrived = client.answers.pop(number)
        if "error" not in answer:
            side.record("burst", arrived - stamp)
    document.edit(offset - len(indent), len(indent) + len(word) + 1, "")
    client.settle()


def of_size(both, folder, size, text, rounds):
    def open_(side, _):
        side.document = side.open(folder / f"{side.name}.yml", text)
        side.spots = Spots(side.document.text)
        side.client.diagnostics(side.document)
        side.client.settle()
        side.record("memory", side.client.memory())

    def symbols(side, number):
        side.document.edit(side.spots.toggled, number % 2, "" if number % 2 else "x")
        side.record("symbols", side.client.request("textDocument/documentSymbol", {"textDocument": {"uri": side.document.uri}})[1])
        side.client.settle()

    def hover(side, number):
        place = side.document.at(side.spots.hovered[number % len(side.spots.hovered)])
        side.record("hover", side.client.request("textDocument/hover", place)[1])

    for side in both:
        side.times = {}
        side.start(folder)
    alternate(both, 1, open_)
    alternate(both, rounds + rounds % 2, change)
    for side in both:
        side.client.settle()
    if size != "5 MB":
        alternate(both, max(2, rounds // 2), type_word)
        alternate(both, max(6, rounds * 2), hover)
        alternate(both, 4 if size == "500 KB" else 10, symbols)
    if size == "500 KB":
        alternate(both, 1, lambda side, _: burst(side))


def report(marks, both, label, size):
    def pair(what):
        return [side.times.get(what) for side in both] + [None] * (2 - len(both))
    ours, peer = pair("completion")
    if ours:
        marks.ratio(f"{label}: completion typed p95, {size}", ours, peer, COMPLETION[size], share=0.95)
        completed = pair("completed")[0]
        marks.holds(f"{label}: the word is among what is offered, {size}", all(completed))
        ours, peer = pair("hover")
        marks.ratio(f"{label}: hover p95, {size}", ours, peer, HOVER.get(size), share=0.95)
        marks.ratio(f"{label}: symbols after a change, {size}", *pair("symbols"), 30 if size == "500 KB" else None)
    marks.ratio(f"{label}: change to diagnostics, {size}", *pair("change"), CHANGE.get(size))
    if pair("burst")[0]:
        marks.ratio(f"{label}: typing burst, completion, {size}", *pair("burst"), 500)
    marks.ratio(f"{label}: memory after opening, {size}", *pair("memory"), 8 if size in ("2 KB", "500 KB") else None, unit="MiB")


def compare(marks, both, folder, label, make, sizes, quick):
    for size in sizes:
        rounds = ROUNDS[size] // 2 if quick and size != "5 MB" else ROUNDS[size]
        try:
            of_size(both, folder, size, make(SIZES[size]), rounds)
        except Gone as gone:
            print(f"{label}, {size}: {gone}")
        report(marks, both, label, size)
        for side in both:
            side.client.stop()


def params_of(method, document, spots):
    here = document.at(spots.binding)
    whole = {"start": {"line": 0, "character": 0}, "end": document.place(len(document.text))}
    more = {"references": {"context": {"includeDeclaration": True}}, "rename": {"newName": "rounds"},
            "formatting": {"options": {"tabSize": 2, "insertSpaces": True}}, "inlayHint": {"range": whole},
            "selectionRange": {"positions": [here["position"]]},
            "codeAction": {"range": {"start": here["position"], "end": here["position"]}, "context": {"diagnostics": []}}}
    return {**here, **more.get(method, {})}


def others(marks, build, folder, size, at_most):
    """Every other request after a change, ours alone: nobody waits for them."""
    client = Client([f"{build}/footplate", "lsp"], SETTINGS, folder.as_uri())
    text = pipeline(SIZES[size])
    spots, document = Spots(text), client.open((folder / "others.yml").as_uri(), text)
    client.diagnostics(document)
    for method in OTHERS:
        best = []
        for number in range(4):
            document.edit(spots.toggled, number % 2, "" if number % 2 else "x")
            client.diagnostics(document)
            best.append(client.request(f"textDocument/{method}", params_of(method, document, spots))[1])
        marks.limit(f"{method} after a change, {size}", min(best), at_most)
    client.stop()


def neighbour(marks, build, folder, rounds):
    """A small file stays quick while a large one is typed into and all is asked of it that an editor asks."""
    client = Client([f"{build}/footplate", "lsp"], SETTINGS, folder.as_uri())
    large_text, small_text = pipeline(SIZES["5 MB"]), pipeline(SIZES["2 KB"])
    large, small = client.open((folder / "large.yml").as_uri(), large_text), client.open((folder / "small.yml").as_uri(), small_text)
    spots, here = Spots(large_text), Spots(small_text)
    client.diagnostics(large)
    times, asked = [], []
    for number in range(rounds):
        large.edit(spots.toggled, number % 2, "" if number % 2 else "x")
        for method in ("documentSymbol", "foldingRange", "semanticTokens/full", "inlayHint", "documentLink", "codeLens"):
            asked.append(client.ask(f"textDocument/{method}", params_of(method, large, spots))[0])
        for offset in here.hovered:
            times.append(client.request("textDocument/hover", small.at(offset))[1])
            times.append(client.request("textDocument/completion", small.at(here.typed[0][0]))[1])
            client.rest(0.03)
    client.wait(lambda: True if all(number in client.answers for number in asked) else None, 60, "requests of the large file")
    marks.limit("longest wait of a small file while 5 MB are edited", max(times), 100)
    client.stop()


def main():
    build, quick = sys.argv[1], "--quick" in sys.argv
    marks = Marks("lsp", f"{build}/bench")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        line = f"# yaml-language-server: $schema={write_schema(folder).as_uri()}\n"
        both = sides(build, line, line)
        start_times(both, folder, pipeline(2_000), 3 if quick else 9)
        pair = lambda what: [side.times[what] for side in both] + [None] * (2 - len(both))
        marks.ratio("start to initialize answered", *pair("start"), 30)
        marks.ratio("start to first diagnostics, 2 KB", *pair("first diagnostics"), 30)
        marks.ratio("memory after opening and 0.3 s, 2 KB", *pair("memory 2 KB"), 8, unit="MiB")
        compare(marks, both, folder, "schema by line", pipeline, list(SIZES), quick)
        both = sides(build, "", line)
        compare(marks, both, folder, "our pipelines", pipeline, ["2 KB", "50 KB", "500 KB"], quick)
        compare(marks, both, folder, "our command jobs", command, ["2 KB", "50 KB"], quick)
        others(marks, build, folder, "500 KB", 100)
        neighbour(marks, build, folder, 8)
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
