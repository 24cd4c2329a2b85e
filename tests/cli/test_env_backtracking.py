"""Where pip goes through version after version of wheels, sources are taken as well: an index on loopback that answers slowly, a real pip."""
import http.server
import io
import tarfile
import threading
import time

import pytest

from wheel import make_wheel

BACKEND = '''
import zipfile
INFO = "helper-99.dist-info"

def build_wheel(folder, config_settings=None, metadata_directory=None):
    name = "helper-99-py3-none-any.whl"
    files = {"helper/__init__.py": "__version__ = '99'", INFO + "/METADATA": "Metadata-Version: 2.1\\nName: helper\\nVersion: 99\\nRequires-Dist: common>=1\\n",
             INFO + "/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"}
    record = "".join(f"{path},,\\n" for path in files) + INFO + "/RECORD,,\\n"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        for path, text in (files | {INFO + "/RECORD": record}).items():
            wheel.writestr(path, text)
    return name
'''
VERSIONS = 40


def make_sources(folder):
    """helper 99, which builds itself with nothing but Python."""
    with tarfile.open(folder / "helper-99.tar.gz", "w:gz") as archive:
        for name, text in {"PKG-INFO": "Metadata-Version: 2.1\nName: helper\nVersion: 99\n", "backend.py": BACKEND,
                           "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'}.items():
            entry = tarfile.TarInfo("helper-99/" + name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))


@pytest.fixture
def slow_index(tmp_path):
    """Any `top` wants a `common` that no wheel of `helper` goes with; only the sources of helper do."""
    folder = tmp_path / "index"
    for version in range(1, VERSIONS):
        make_wheel(folder, "top", str(version), [f"common=={version}"])
        make_wheel(folder, "common", str(version))
    for version in range(1, 4):
        make_wheel(folder, "helper", str(version), ["common==1000"])
    make_sources(folder)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def do_GET(self):
            name = self.path.strip("/")
            if name.endswith((".whl", ".gz")):
                time.sleep(0.5)
                return super().do_GET()
            page = "".join(f'<a href="/{file.name}">{file.name}</a>\n' for file in folder.iterdir() if file.name.startswith(name + "-")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_sources_count_where_no_set_of_wheels_is_found_in_time(footplate, project, tmp_path, slow_index):
    footplate.environment |= {"PIP_CONFIG_FILE": "/dev/null", "PIP_INDEX_URL": slow_index, "PIP_CACHE_DIR": str(tmp_path / "pip"),
                              "FOOTPLATE_CACHE_DIR": str(tmp_path / "cache"), "FOOTPLATE_CONDA": "off", "FOOTPLATE_BACKTRACKING_SECONDS": "1"}
    footplate.environment.pop("PIP_NO_INDEX", None)
    (project / "conda.yml").write_text("name: lab\ndependencies:\n- python\n- pip:\n  - top\n  - helper\n")
    (project / "job.yml").write_text(
        "command: python -c 'import helper; print(\"helper\", helper.__version__)'\nenvironment:\n  image: ubuntu\n  conda_file: conda.yml\n")
    done = footplate("submit", "job.yml", "--tail", status=0, timeout=300)
    assert "no set of wheels was found that fit together; sources are taken as well" in done.stderr
    assert "helper 99" in done.stderr
