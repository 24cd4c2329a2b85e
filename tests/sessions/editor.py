"""A window of an editor: folders, settings, verbs."""
import os
import time
from pathlib import Path

from session import Server

BINARY = Path(os.environ.get("FOOTPLATE_BIN", Path(__file__).parents[2] / "build" / "footplate"))


class Refused(Exception):
    """A verb's error, with what it says."""


class Editor:
    """`home` has the server's cache; `folders` are the window's."""

    def __init__(self, home, *folders):
        self.home, self.folders, self.server, self.last = home, folders or (home,), Server(BINARY, home), 0

    def answer(self, method, params):
        self.last += 1
        self.server.send({"id": self.last, "method": method, "params": params})
        return self.server.receive({"id": self.last})

    def start(self, **settings):
        options = {"trusted": True, "settings": {"footplate": settings}}
        folders = [{"uri": folder.as_uri(), "name": folder.name} for folder in self.folders]
        self.answer("initialize", {"workspaceFolders": folders, "capabilities": {}, "initializationOptions": options})

    def set(self, **settings):
        self.server.send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"footplate": settings}}})

    def verb(self, verb, **parameters):
        answer = self.answer("workspace/executeCommand", {"command": f"footplate.server.{verb}", "arguments": [parameters]})
        if "error" in answer:
            raise Refused(answer["error"]["message"])
        return answer["result"]

    def ended(self, run, within=60):
        """The run as it is when it has ended."""
        end = time.monotonic() + within
        while (now := self.verb("show", run=run)["run"])["status"] not in ("Completed", "Failed", "Canceled"):
            assert time.monotonic() < end, f"{run} is still {now['status']}"
            time.sleep(0.05)
        return now

    def close(self):
        self.server.process.kill()
        self.server.process.wait()
