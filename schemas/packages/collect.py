#!/usr/bin/env python3
"""Makes conda.json: the packages and versions that public conda files name, most used first.

usage: collect.py CORPUS      (a folder with manifest.tsv and yaml/, see tests/judge)

The curated environments (../curated) count too. Kept are names that at least two files have, of each the versions
that are named most, newest first among equals.
"""

import collections
import csv
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?\s*(?:(===?|~=|>=|=)\s*([0-9][A-Za-z0-9.!+]*))?(?:[,;=<>! ].*)?$")
MOST_VERSIONS = 8


def key(version):
    return [int(part) if part.isdigit() else -1 for part in re.split(r"[.+!]", version)]


def requirements(text):
    """(group, requirement) of each item of a conda file, read line by line: many real files are not quite YAML."""
    group, depth = None, 0
    for line in text.split("\n"):
        bare = line.split(" #")[0].rstrip()
        indent = len(bare) - len(bare.lstrip())
        if re.match(r"^dependencies:", bare):
            group = "conda"
        elif re.match(r"^\S", bare) and not bare.startswith(("-", "#")):
            group = None
        item = re.match(r"^\s*-\s+(.*)$", bare)
        if not item or group is None:
            continue
        word = item.group(1).strip().strip("'\"")
        if word.startswith("pip:"):
            group, depth = "pip", indent
        elif group == "pip" and indent <= depth:
            group = "conda"
        if not word.startswith(("pip:", "-", "#")):
            yield group, word


def main():
    corpus = pathlib.Path(sys.argv[1])
    uses = {"conda": collections.Counter(), "pip": collections.Counter()}
    versions = {"conda": collections.defaultdict(collections.Counter), "pip": collections.defaultdict(collections.Counter)}

    def count(group, word):
        found = NAME.match(word.rsplit("::", 1)[-1])
        if not found:
            return
        name, version = found.group(1).lower(), found.group(3)
        uses[group][name] += 1
        if version:
            versions[group][name][version] += 1

    with open(corpus / "manifest.tsv", encoding="utf-8") as manifest:
        for row in csv.reader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) > 1 and row[1] == "conda":
                for group, word in set(requirements((corpus / "yaml" / row[0]).read_text(encoding="utf-8", errors="replace"))):
                    count(group, word)
    for curated in sorted((HERE.parent / "curated").glob("*.json")):
        for word in json.loads(curated.read_text(encoding="utf-8")).get("packages", []):
            count("pip", word)
    lines = []
    for group, names in uses.items():
        rows = []
        for name, number in sorted(names.items(), key=lambda each: (-each[1], each[0])):
            if number < 2:
                continue
            best = sorted(versions[group][name].items(), key=lambda each: (-each[1], [-part for part in key(each[0])]))[:MOST_VERSIONS]
            rows.append("    " + json.dumps({"name": name, "uses": number, "versions": [version for version, _ in best]}))
        lines.append(f'  "{group}": [\n' + ",\n".join(rows) + "\n  ]")
    (HERE / "conda.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
