"""Schemas on the web: fetched when the workspace is trusted and the user said so, and never before."""
import http.server
import json
import os
import threading
from pathlib import Path

import pytest

from session import Server

BINARY = Path(os.environ.get("FOOTPLATE_BIN", Path(__file__).parents[2] / "build" / "footplate"))
PIECES = {
    "/one.json": {"properties": {"n": {"$ref": "two.json#/$defs/n"}}},
    "/two.json": {"$defs": {"n": {"type": "integer"}}},
}


class Web(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        Web.asked.append(self.path)
        if self.path == "/huge.json":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(160):
                    self.wfile.write(b" " * 65536)
            except OSError:
                pass
            return
        found = self.path in PIECES
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(json.dumps(PIECES.get(self.path)).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    Web.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_document(tmp_path):
    servers = []

    def start(text, trusted, settings):
        server = Server(BINARY, tmp_path)
        servers.append(server)
        options = {"trusted": trusted}
        server.send({"id": 1, "method": "initialize",
                     "params": {"rootUri": tmp_path.as_uri(), "capabilities": {}, "initializationOptions": options}})
        server.receive({"id": 1})
        server.send({"method": "initialized", "params": {}})
        server.send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})
        item = {"uri": (tmp_path / "x.yml").as_uri(), "languageId": "yaml", "version": 1, "text": text}
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        return server

    yield start
    for server in servers:
        server.process.kill()


def published(*diagnostics):
    return {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": list(diagnostics)}}


FETCH = {"footplate": {"fetchSchemas": True}}


def test_pieces_are_fetched_and_judge(web, open_document):
    server = open_document(f"# yaml-language-server: $schema={web}/one.json\nn: x\n", True, FETCH)
    server.receive(published({"code": "schema.type"}))
    assert Web.asked == ["/one.json", "/two.json"]


def test_nothing_is_fetched_unless_trusted_and_wished(web, open_document):
    text = f"# yaml-language-server: $schema={web}/one.json\nn: x\n"
    for trusted, settings in ((False, FETCH), (True, {"footplate": {"hover": True}})):
        server = open_document(text, trusted, settings)
        server.receive(published({"code": "file.schema", "severity": 4, "message": "~fetchSchemas"}))
    assert Web.asked == []


def test_what_cannot_be_fetched_is_said(web, open_document):
    server = open_document(f"# yaml-language-server: $schema={web}/none.json\nn: x\n", True, FETCH)
    server.receive(published({"code": "file.schema", "message": "~cannot fetch the schema"}))


def test_a_schema_without_end_is_given_up(web, open_document):
    server = open_document(f"# yaml-language-server: $schema={web}/huge.json\nn: x\n", True, FETCH)
    server.receive(published({"code": "file.schema", "message": "~cannot fetch the schema"}))
