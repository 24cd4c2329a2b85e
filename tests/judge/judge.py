#!/usr/bin/env python3
"""A second judge: what azure-ai-ml says of a corpus beside what `footplate validate` says.

usage: judge.py --bin build/footplate --python PYTHON-WITH-SDK --corpus DIR [--verdicts FILE] [--show N]

DIR has manifest.tsv (path, kind, a note) and yaml/. Wanted: where the SDK rejects a document for its structure, we say something
about the key it names (or, where it names none, about the document); where it accepts one, we give no error but of the families
file. and name. Differences that schemas/SOURCES.md explains are in EXPLAINED. Exit 0 when no other is left.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# A word of the SDK's reason, and why we say nothing there.
EXPLAINED = {
    "isArchived: Unknown field": "catalog keys of models in Microsoft's registries",
    "variantInfo: Unknown field": "catalog keys of models in Microsoft's registries",
    "Value 'access_key' passed is not in set ['pat']": "a template whose credentials are to be filled in",
    "name: String does not match expected pattern": "a template whose name is to be filled in",
}


def ours(binary, root, paths):
    found = {}
    for start in range(0, len(paths), 100):
        run = subprocess.run([os.path.abspath(binary), "validate", "--json", *paths[start:start + 100]], cwd=root,
                             capture_output=True, text=True, check=False)
        for entry in json.loads(run.stdout)["files"]:
            found[entry["path"]] = entry["diagnostics"]
    return found


def verdicts(arguments):
    if arguments.verdicts and os.path.exists(arguments.verdicts):
        text = open(arguments.verdicts, encoding="utf-8").read()
    else:
        corpus = arguments.corpus
        text = subprocess.run([arguments.python, os.path.join(HERE, "sdk_verdicts.py"), os.path.join(corpus, "manifest.tsv"),
                               os.path.join(corpus, "yaml")], capture_output=True, text=True, check=True).stdout
        if arguments.verdicts:
            with open(arguments.verdicts, "w", encoding="utf-8") as file:
                file.write(text)
    return [json.loads(line) for line in text.splitlines()]


def lines_of(text, keys):
    """Lines that may hold the key a reason names: those of its last words."""
    names = [key for key in keys if not key.isdigit() and key != "_schema"][-2:]
    return {number for number, line in enumerate(text.split("\n"))
            if any(re.search(rf"(^|[\s\"'{{,-]){re.escape(name)}[\"']?\s*:", line) for name in names)}


def speaks_of(diagnostics, text, reason):
    """Whether something is said at the key, or names the key, or where the SDK names no key anything at all."""
    if not reason["keys"]:
        return bool(diagnostics)
    lines = lines_of(text, reason["keys"])
    named = [key for key in reason["keys"] if not key.isdigit()]
    for each in diagnostics:
        first, last = each["range"]["start"]["line"], each["range"]["end"]["line"]
        if any(first - 1 <= line <= last + 1 for line in lines) or any(key in each["message"] for key in named):
            return True
        if each["code"].startswith("dialect."):
            return True
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--verdicts", help="kept answers of the SDK, made when missing")
    parser.add_argument("--show", type=int, default=40)
    arguments = parser.parse_args()
    root = os.path.join(arguments.corpus, "yaml")
    judged = [each for each in verdicts(arguments) if each["accepts"] is not None]
    said = ours(arguments.bin, root, [each["path"] for each in judged])
    silent, loud, explained = [], [], collections.Counter()
    for each in judged:
        diagnostics = said[each["path"]]
        if each["accepts"]:
            errors = [d for d in diagnostics if d["severity"] == "error" and not d["code"].startswith(("file.", "name."))]
            if errors:
                loud.append((each, errors[0]["code"] + ": " + errors[0]["message"]))
            continue
        text = open(os.path.join(root, each["path"]), encoding="utf-8", errors="replace").read()
        words = " ".join(".".join(reason["keys"][-1:]) + ": " + reason["text"] for reason in each["reasons"])
        why = next((word for word in EXPLAINED if word in words), None)
        if any(speaks_of(diagnostics, text, reason) for reason in each["reasons"] or [{"keys": []}]):
            continue
        if why:
            explained[EXPLAINED[why]] += 1
        else:
            silent.append((each, "; ".join(".".join(r["keys"]) + ": " + r["text"] for r in each["reasons"][:2])))
    for title, rows in (("SILENT where the SDK rejects", silent), ("ERROR where the SDK accepts", loud)):
        for each, text in rows[:arguments.show]:
            print(f"{title}: {each['kind']} {each['path']}: {text[:260]}")
    accepted = sum(1 for each in judged if each["accepts"])
    print(f"{len(judged)} documents judged, {accepted} accepted by the SDK; silent {len(silent)}, errors {len(loud)}, "
          f"explained {dict(explained)}")
    return 1 if silent or loud else 0


if __name__ == "__main__":
    sys.exit(main())
