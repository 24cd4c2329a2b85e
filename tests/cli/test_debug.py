"""submit --debug, with a real debugger: what VS Code does when it attaches to debugpy."""

import pytest
from run_helpers import wait_for

import cached_python
from debug_client import DebugClient

SCRIPT = """\
import sys

def square(number):
    result = number * number
    return result

print("is", square(int(sys.argv[1])), flush=True)
"""


@pytest.fixture
def job(project):
    """On a Python that has debugpy, so that nothing is fetched."""
    (project / ".footplate/config.yml").write_text(f"python: {cached_python.interpreter_or_skip('debugpy')}\n")
    (project / "src").mkdir()
    (project / "src/train.py").write_text(SCRIPT)
    (project / "job.yml").write_text(
        "command: python -c 'print(1)' && python train.py ${{inputs.n}}\ncode: src\ninputs: {n: 7}\nenvironment: {image: ubuntu}\n")
    return "job.yml"


def ended(footplate, run):
    return wait_for(lambda: (found := footplate.json("show", run)["run"])["status"] in ("Completed", "Failed", "Canceled") and found)


def test_a_breakpoint_in_the_users_own_file_is_hit(footplate, project, job):
    told = footplate.json("submit", job, "--debug", status=0, timeout=120)
    run, debug = told["run"]["id"], told["debug"]
    source = project / "src/train.py"
    client = DebugClient(debug["host"], debug["port"])
    try:
        client.ask("initialize", adapterID="debugpy", clientID="test", linesStartAt1=True, columnsStartAt1=True, pathFormat="path")
        mappings = [{"localRoot": m["local_root"], "remoteRoot": m["remote_root"]} for m in debug["path_mappings"]]
        attach = client.send("attach", justMyCode=True, pathMappings=mappings)
        client.event("initialized")
        [point] = client.ask("setBreakpoints", source={"path": str(source)}, breakpoints=[{"line": 5}])["breakpoints"]
        assert point["verified"]
        client.ask("configurationDone")
        client.answer(attach)
        stopped = client.event("stopped")
        assert stopped["reason"] == "breakpoint"
        frames = client.ask("stackTrace", threadId=stopped["threadId"])["stackFrames"]
        assert [(f["name"], f["line"], f["source"]["path"]) for f in frames] == [("square", 5, str(source)), ("<module>", 7, str(source))]
        assert client.ask("evaluate", expression="result", frameId=frames[0]["id"], context="watch")["result"] == "49"
        assert footplate.json("show", run)["run"]["status"] == "Running"
        [locals_, *_] = client.ask("scopes", frameId=frames[0]["id"])["scopes"]
        client.ask("setVariable", variablesReference=locals_["variablesReference"], name="result", value="50")
        client.ask("continue", threadId=stopped["threadId"])
        client.event("terminated")
    finally:
        client.close()
    assert ended(footplate, run)["status"] == "Completed"
    assert footplate("tail", run, status=0).stdout.endswith("is 50\n")


def test_a_run_that_waits_for_its_debugger_can_be_canceled(footplate, job):
    run = footplate.json("submit", job, "--debug", status=0, timeout=120)["run"]["id"]
    footplate("cancel", run, status=0)
    assert ended(footplate, run)["status"] == "Canceled"


def test_a_job_that_ends_before_any_python_starts_is_told_at_once(footplate, project, job):
    (project / "job.yml").write_text("command: exit 3\ncode: src\nenvironment: {image: ubuntu}\n")
    told = footplate.json("submit", job, "--debug", status=1, timeout=120)
    assert (told["run"]["status"], told["run"]["exit_code"]) == ("Failed", 3)
