"""Runs are told of in a project whose .footplate was deleted and made anew."""
import shutil
import time

from editor import Editor

JOB = 'command: "true"\nenvironment: {image: "python:3.11"}\n'


def test_runs_of_a_new_store_are_told(tmp_path):
    (tmp_path / "job.yml").write_text(JOB)
    (tmp_path / ".footplate").mkdir()
    editor = Editor(tmp_path)
    try:
        editor.start()
        editor.server.send({"method": "initialized", "params": {}})
        for _ in range(2):
            run = editor.verb("submit", file=str(tmp_path / "job.yml"))["run"]["id"]
            while run not in editor.server.receive({"method": "footplate/runsChanged"})["params"]["ids"]:
                pass
            editor.ended(run)
            end = time.monotonic() + 60
            while (tmp_path / ".footplate").exists():  # its supervisor may still tidy up
                assert time.monotonic() < end
                shutil.rmtree(tmp_path / ".footplate", ignore_errors=True)
    finally:
        editor.close()
