"""A web server of files on loopback, as storage services are: ranges, ETags, checksums, signatures, lists of blobs; and its faults.

    with FileServer() as server:
        server.put("/data/iris.csv", b"…")
        server.url + "/data/iris.csv"
        server.requests                       # [(path with its query, headers in lower case)]
"""
import base64
import hashlib
import http.server
import re
import threading
from urllib.parse import parse_qs, urlsplit, unquote
from xml.sax.saxutils import escape


class File:
    def __init__(self, content, etag, md5, signature):
        self.content, self.md5, self.signature = content, md5, signature
        self.etag = etag or '"' + hashlib.sha256(content).hexdigest()[:16] + '"'


class FileServer:
    def __init__(self, port=0):
        self.files, self.requests, self.faults = {}, [], []
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                owner.answer(self)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.stop_listening()
        self.thread.join()

    def stop_listening(self):
        """Requests that have come are answered all the same."""
        self.server.shutdown()
        self.server.server_close()

    def put(self, path, content, etag=None, md5=None, signature=None):
        """`md5`: bytes whose digest is told, which may be others. `signature`: only requests with sig=SIGNATURE are served."""
        self.files[path] = File(content, etag, md5, signature)

    def fail_next(self, *faults):
        """One for each of the next requests: a status, or ("break", bytes) to end the connection after so many."""
        self.faults += faults

    def answer(self, request):
        split = urlsplit(request.path)
        query = parse_qs(split.query)
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append((request.path, headers))
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, int):
            return self.send(request, fault, b"no")
        if query.get("comp") == ["list"]:
            return self.list(request, split.path, query)
        file = self.files.get(unquote(split.path))
        if file is None:
            return self.send(request, 404, b"not there")
        if file.signature and query.get("sig") != [file.signature]:
            return self.send(request, 403, b"not for you")
        if headers.get("if-none-match") == file.etag:
            return self.send(request, 304, b"", {"ETag": file.etag})
        more = {"ETag": file.etag, "Accept-Ranges": "bytes"}
        if file.md5 is not None:
            more["Content-MD5"] = base64.b64encode(hashlib.md5(file.md5).digest()).decode()
        begin, status = 0, 200
        asked = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
        if asked and headers.get("if-range", file.etag) == file.etag:
            begin, status = int(asked.group(1)), 206
            more["Content-Range"] = f"bytes {begin}-{len(file.content) - 1}/{len(file.content)}"
        self.send(request, status, file.content[begin:], more, fault[1] if fault else None)

    def list(self, request, container, query):
        """The list call of blob storage, two names a page."""
        prefix = container + "/" + query.get("prefix", [""])[0]
        names = sorted(name[len(container) + 1:] for name in self.files if name.startswith(prefix))
        first = int(query.get("marker", ["0"])[0])
        blobs = "".join(f"<Blob><Name>{escape(name)}</Name></Blob>" for name in names[first:first + 2])
        marker = f"<NextMarker>{first + 2}</NextMarker>" if first + 2 < len(names) else "<NextMarker />"
        self.send(request, 200, f'<?xml version="1.0"?><EnumerationResults><Blobs>{blobs}</Blobs>{marker}</EnumerationResults>'.encode())

    @staticmethod
    def send(request, status, body, headers=None, break_after=None):
        request.send_response(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        if status != 304:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[:break_after])
        if break_after is not None:
            request.close_connection = True
