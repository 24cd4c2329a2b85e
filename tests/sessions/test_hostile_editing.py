"""Much at once: what an editor sends or asks of texts that are far from usual is answered within moments."""
import time

import pytest

from editor import Editor

LIMIT = 10  # seconds of a slow machine; what grows with the square of the text takes minutes


@pytest.fixture
def editor(tmp_path):
    editor = Editor(tmp_path)
    editor.start()
    yield editor
    editor.close()


def opened(editor, text):
    uri = (editor.home / "job.yml").as_uri()
    editor.server.send({"method": "textDocument/didOpen", "params": {"textDocument": {
        "uri": uri, "languageId": "yaml", "version": 1, "text": text}}})
    return {"uri": uri}


def ask(editor, method, document):
    begun = time.monotonic()
    answer = editor.answer(method, {"textDocument": document})["result"]
    assert time.monotonic() - begun < LIMIT
    return answer


def test_addresses_without_end_are_one_link(editor):
    document = opened(editor, "command: " + "http://" * 50000 + "\n")
    assert len(ask(editor, "textDocument/documentLink", document)) == 1


@pytest.mark.parametrize("backwards", [False, True])
def test_thousands_of_changes_in_one_message(editor, backwards):
    lines, head = 20000, "display_name: x\ntype: command\ncommand: echo\nenvironment: {image: x}\n"
    document = opened(editor, head + "".join(f"# line {n} of a long text of many words\n" for n in range(lines)))
    places = [(0, 0, 2, ""), *((n + 4, 2, 6, "row") for n in range(lines))]
    changes = [{"range": {"start": {"line": line, "character": begin}, "end": {"line": line, "character": end}}, "text": text}
               for line, begin, end, text in places]
    editor.server.send({"method": "textDocument/didChange", "params": {
        "textDocument": {**document, "version": 2}, "contentChanges": changes[::-1] if backwards else changes}})
    report = ask(editor, "textDocument/diagnostic", document)
    assert any("unknown key 'splay_name'" in item["message"] for item in report["items"])


def test_of_very_many_problems_errors_are_told_and_the_rest_is_counted(editor):
    inputs = "".join(f"  i{n}: {{type: string}}\n" for n in range(1100))
    document = opened(editor, f"name: many\nversion: '1'\ncommand: echo\nenvironment: azureml:e:1\ninputs:\n{inputs}foo: 1\n")
    items = ask(editor, "textDocument/diagnostic", document)["items"]
    assert len(items) == 1001
    assert any("unknown key 'foo'" in item["message"] for item in items)
    assert items[-1]["message"].endswith("more problems are not shown")
