#!/usr/bin/env python3
"""Writes docs/codes.md from server/ide/codes.def."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[1]
TABLE = ROOT / "server" / "ide" / "codes.def"
PAGE = ROOT / "docs" / "codes.md"

FAMILIES = {
    "yaml": "Syntax: what the YAML reader stumbled over",
    "schema": "Structure: keys, types and values of the document's kind",
    "binding": "Expressions: `${{ }}`",
    "args": "Arguments that the script takes",
    "file": "Files and folders",
    "name": "Names of assets and compute targets",
    "dialect": "Retired forms",
    "rule": "Rules between fields",
    "conda": "Dependency lists",
}

HEAD = """# Diagnostic codes

Written by `docs/generate_codes.py` from `server/ide/codes.def`; do not edit. The severity is the usual one: single places are judged more
mildly.
"""


def rows():
    """(code, severity, meaning) in the order of the table."""
    pattern = re.compile(r'^CODE\("([^"]+)", (\w+), "((?:[^"\\]|\\.)*)"\)$')
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("//"):
            continue
        match = pattern.match(line)
        if not match:
            raise SystemExit(f"{TABLE}:{number}: a row is CODE(\"family.name\", severity, \"meaning\") on one line")
        yield match.group(1), match.group(2), match.group(3).replace('\\"', '"').replace("\\\\", "\\")


def page():
    families = {}
    for row in rows():
        families.setdefault(row[0].split(".")[0], []).append(row)
    text = HEAD
    for family, title in FAMILIES.items():
        if family not in families:
            continue
        text += f"\n## {title}\n\n| code | severity | meaning, and what to do |\n|---|---|---|\n"
        for code, severity, meaning in sorted(families[family]):
            text += f"| `{code}` | {severity} | {meaning.replace('|', chr(92) + '|')} |\n"
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
