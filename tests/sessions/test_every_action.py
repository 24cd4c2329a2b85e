"""Every code action offered anywhere in a document, whole and broken in many ways, does what its title says.

A remark that ignores silences its code and changes nothing else, a repair removes what it repairs, a rewriting keeps
what an independent reader (PyYAML) makes of the text.
"""
import collections
import re

import pytest
import yaml

from editor import Editor

JOB = """$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
command: >-
  python train.py
  --rate ${{inputs.rate}}
environment: {image: "python:3.11", os_type: linux}
inputs:
  rate: 0.1
  data:
    type: uri_folder
    path: azureml:data:1
tags: {team: a, kind: 'b'}
compute: azureml:cpu
"""
HINT = 4
CONDA = """name: train
channels:
- conda-forge
dependencies:
- python=3.10
- pip
- pip:
  - numpy==1.26
  - pandas
"""


def broken(text):
    """The text, and each of its lines broken in each way."""
    yield text
    lines = text.splitlines()
    for number, line in enumerate(lines):
        ways = ["\t" + line.lstrip(), line.replace(": ", ":", 1), line + ": b", line.replace("- ", "", 1),
                line + '"x" y', line.replace(":", "", 1), line + ", ]", line[:-2] + line[-1:], line + "\n" + line]
        for way in ways:
            if way != line:
                yield "\n".join([*lines[:number], way, *lines[number + 1:]]) + "\n"


def meaning(text):
    try:
        return repr(list(yaml.safe_load_all(text)))
    except yaml.YAMLError:
        return None


def applied(text, edits):
    """`text` after edits; its characters are ASCII."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    place = lambda at: starts[at["line"]] + at["character"]
    for edit in sorted(edits, key=lambda one: place(one["range"]["start"]), reverse=True):
        text = text[:place(edit["range"]["start"])] + edit["newText"] + text[place(edit["range"]["end"]):]
    return text


class OpenDocument:
    def __init__(self, editor, uri):
        self.editor, self.uri, self.version = editor, uri, 0
        self.about = {"textDocument": {"uri": uri}}

    def show(self, text):
        """Its diagnostics: how many of each code and message, numbers left out."""
        self.version += 1
        item = {"uri": self.uri, "version": self.version}
        if self.version == 1:
            self.send("didOpen", {"textDocument": {**item, "languageId": "yaml", "text": text}})
        else:
            self.send("didChange", {"textDocument": item, "contentChanges": [{"text": text}]})
        items = self.editor.answer("textDocument/diagnostic", self.about)["result"]["items"]
        return collections.Counter(told(one) for one in items)

    def send(self, method, params):
        self.editor.server.send({"method": f"textDocument/{method}", "params": params})

    def actions(self, text):
        found = {}
        for number, line in enumerate(text.splitlines()):
            blanks = re.match(r"\s*(- )*", line).end()
            for columns in ((blanks, blanks), (0, len(line))):
                start, end = ({"line": number, "character": column} for column in columns)
                asked = {**self.about, "range": {"start": start, "end": end}, "context": {"diagnostics": []}}
                for action in self.editor.answer("textDocument/codeAction", asked)["result"]:
                    edits = action["edit"]["changes"][self.uri]
                    found[action["title"], repr(edits)] = action, edits
        return found.values()


def told(diagnostic):
    return diagnostic["code"], re.sub(r"\d+", "#", diagnostic["message"]), diagnostic["severity"] == HINT


def check(document, text, before, action, edits):
    after = applied(text, edits)
    now = document.show(after)
    story = f"{action['title']}:\n{text}\n=>\n{after}\n{now - before}"
    if action["title"].startswith("ignore "):
        code = action["diagnostics"][0]["code"]
        count = lambda told_of: sum(number for (one, *_), number in told_of.items() if one == code)
        assert count(now) < count(before), story
        assert all(is_hint for *_, is_hint in now - before), story  # one that a fault of the same place hid
        assert meaning(after) == meaning(text), story
    elif action["kind"] == "quickfix":
        repaired = told(action["diagnostics"][0])
        assert now[repaired] < before[repaired], story
    elif action["kind"] == "refactor.rewrite" and "schema" not in action["title"]:
        assert meaning(text) is not None and meaning(after) == meaning(text), story


@pytest.mark.parametrize("name, text", [("job.yml", JOB), ("conda.yml", CONDA)])
def test_every_action_does_what_it_says(tmp_path, name, text):
    editor = Editor(tmp_path)
    try:
        editor.start()
        document = OpenDocument(editor, (tmp_path / name).as_uri())
        tried = 0
        for one in broken(text):
            before = document.show(one)
            for action, edits in list(document.actions(one)):
                check(document, one, before, action, edits)
                document.show(one)
                tried += 1
        assert tried > 200
    finally:
        editor.close()
