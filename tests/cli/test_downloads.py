"""Inputs that lie on the web: fetched before the command, once, whole, and never with their credentials told."""
import json
import threading

import pytest

from conftest import Program
from file_server import FileServer
from run_helpers import wait_for

CONTENT = bytes(range(256)) * 4000
SIGNATURE = "sv=2021-08-06&se=2099-01-01&sr=b&sp=r&sig=Zm9vdHBsYXRl"


@pytest.fixture
def server():
    with FileServer() as one:
        yield one


def submit(footplate, address, command="cksum < '${{inputs.data}}'", type="uri_file", status=0, mode="ro_mount"):
    (footplate.folder / "job.yml").write_text(
        f"command: {json.dumps(command)}\nenvironment: {{image: library/python}}\n"
        f"inputs:\n  data: {{type: {type}, mode: {mode}, path: {json.dumps(address)}}}\n")
    done = footplate("submit", "job.yml", "--tail", "--json", status=status)
    return json.loads(done.stdout)["run"] if done.stdout else None, done.stderr


@pytest.fixture
def footplate(project, tmp_path):
    """With downloads of its own."""
    return Program(project, tmp_path / "cache")


def test_a_file_is_fetched_once_and_asked_for_again_by_its_tag(footplate, server):
    server.put("/d/my iris.csv", b"one\n", md5=b"one\n")
    address = server.url + "/d/my%20iris.csv"
    run, log = submit(footplate, address, "basename '${{inputs.data}}'; cat '${{inputs.data}}'")
    assert "my iris.csv\none\n" in log
    assert run["inputs"]["data"]["value"] == address
    submit(footplate, address)
    assert len(server.requests) == 2
    assert server.requests[1][1]["if-none-match"] == server.files["/d/my iris.csv"].etag
    server.put("/d/my iris.csv", b"two\n")
    assert "two" in submit(footplate, address, "cat '${{inputs.data}}'")[1]


def test_a_broken_transfer_goes_on_where_it_ended(footplate, server):
    server.put("/big.bin", CONTENT, md5=CONTENT)
    server.fail_next(("break", 300_000), 503, ("break", 300_000))
    _, log = submit(footplate, server.url + "/big.bin", "sha256sum < ${{inputs.data}}; wc -c < ${{inputs.data}}")
    assert str(len(CONTENT)) in log and "going on with" in log
    assert [headers.get("range") for _, headers in server.requests] == [None, "bytes=300000-", "bytes=300000-", "bytes=600000-"]


def test_a_file_that_changed_between_two_parts_is_fetched_anew(footplate, server):
    server.put("/big.bin", CONTENT)
    server.fail_next(("break", 300_000))
    first = server.answer

    def changing(request):
        first(request)
        if len(server.requests) == 1:
            server.put("/big.bin", b"all new")
    server.answer = changing
    assert "all new" in submit(footplate, server.url + "/big.bin", "cat ${{inputs.data}}")[1]


def test_bytes_that_are_not_those_of_the_checksum_are_not_given_to_the_job(footplate, server):
    server.put("/bad.bin", b"damaged", md5=b"whole")
    run, _ = submit(footplate, server.url + "/bad.bin", status=1)
    assert (run["status"], run["error"]["code"]) == ("Failed", "input")
    assert "checksum" in run["error"]["message"] and "input data" in run["error"]["message"]


def test_without_its_server_the_copy_of_the_cache_serves(footplate, project):
    with FileServer() as server:
        server.put("/a.csv", b"kept\n")
        address = server.url + "/a.csv"
        submit(footplate, address)
    _, log = submit(footplate, address, "cat ${{inputs.data}}")
    assert "kept\n" in log and "the copy of the cache is used" in log


@pytest.mark.parametrize("status, words", [(404, "there is no such file"), (403, "it is not public"), (409, "it is not public")])
def test_what_is_refused_says_so_and_how_to_go_on(footplate, server, status, words):
    server.fail_next(status)
    server.put("/a.csv", b"")
    run, _ = submit(footplate, server.url + "/a.csv", status=1)
    assert words in run["error"]["message"] and "mirrors: {" in run["error"]["message"]
    assert len(server.requests) == 1  # asking again would not help


@pytest.mark.parametrize("address, type", [("http://127.0.0.1:1/a.csv", "uri_file"), ("http://127.0.0.1:1/container/sets/", "uri_folder")])
def test_a_server_that_nobody_reaches_is_said_with_its_reason_and_the_way_out(footplate, address, type):
    run, log = submit(footplate, address, type=type, status=1)
    assert "onnect" in run["error"]["message"] and "mirrors: {" in run["error"]["message"]
    assert log.count("trying again") <= 1


def test_a_name_that_has_no_address_is_said_soon(footplate):
    run, log = submit(footplate, "http://no-such-host.invalid/a.csv", status=1)
    assert "resolve" in run["error"]["message"] and "mirrors: {" in run["error"]["message"]
    assert log.count("trying again") <= 1


def test_a_server_that_was_there_a_moment_ago_is_waited_for(footplate, server):
    """The connection breaks, and nobody listens for two seconds."""
    server.put("/big.bin", CONTENT)
    server.fail_next(("break", 300_000))
    later = []

    def start_again():
        later.append(FileServer(server.server.server_port).__enter__())
        later[0].files = server.files

    usual = server.answer

    def last_answer(request):
        server.stop_listening()
        usual(request)
        threading.Timer(2, start_again).start()
    server.answer = last_answer
    try:
        _, log = submit(footplate, server.url + "/big.bin", "wc -c < ${{inputs.data}}")
    finally:
        wait_for(lambda: later)[0].__exit__()
    assert str(len(CONTENT)) in log and "going on with" in log


def test_a_signature_opens_the_file_and_is_written_nowhere(footplate, server, project, tmp_path):
    server.put("/secret/a.csv", b"for readers\n", signature="Zm9vdHBsYXRl")
    address = f"{server.url}/secret/a.csv?{SIGNATURE}"
    run, log = submit(footplate, address, "cat ${{inputs.data}}; env")
    assert "for readers" in log
    shown = footplate("show", run["id"], "--json").stdout + footplate("submit", "job.yml", "--dry-run", "--json").stdout
    assert "Zm9vdHBsYXRl" not in log + json.dumps(run) + shown
    (project / "job.yml").unlink()
    for folder in (project, tmp_path / "cache"):
        for file in folder.rglob("*"):
            assert not file.is_file() or b"Zm9vdHBsYXRl" not in file.read_bytes(), file
    # A signature that has ended.
    run, _ = submit(footplate, address.replace("Zm9v", "AAAA"), status=1)
    assert "403" in run["error"]["message"] and "AAAA" not in run["error"]["message"]


def test_a_folder_of_a_container_is_fetched_file_by_file(footplate, server):
    for name, text in {"a.csv": "a", "deep/b & c.csv": "bc", "deep/er/d.csv": "d", "deep/er": ""}.items():
        server.put("/images/train/" + name, text.encode())
    server.put("/images/trainer/x.csv", b"another folder")
    _, log = submit(footplate, server.url + "/images/train/", "cd ${{inputs.data}}; find . ! -type d | sort; cat 'deep/b & c.csv'",
                    type="uri_folder")
    assert "./a.csv\n./deep/b & c.csv\n./deep/er/d.csv\nbc" in log
    run, _ = submit(footplate, server.url + "/images/nothing/", type="uri_folder", status=1)
    assert "there are no files" in run["error"]["message"]


def test_direct_fetches_nothing_and_a_download_may_be_changed(footplate, server):
    server.put("/a.csv", b"once\n")
    address = server.url + "/a.csv"
    _, log = submit(footplate, address, "echo got ${{inputs.data}}", mode="direct")
    assert f"got {address}" in log and server.requests == []
    submit(footplate, address, "echo more >> ${{inputs.data}}", mode="download")
    # The copy of the cache is as it was.
    assert "once\nmore" not in submit(footplate, address, "cat ${{inputs.data}}", mode="download")[1]


def test_a_prefix_of_an_address_is_mirrored_before_anything_is_asked(footplate, server, project):
    (project / "here").mkdir()
    (project / "here" / "a.csv").write_text("mirrored\n")
    (project / ".footplate" / "config.yml").write_text(f"mirrors: {{'{server.url}/sets/': here}}\n")
    _, log = submit(footplate, server.url + "/sets/a.csv", "cat ${{inputs.data}}")
    assert "mirrored" in log and server.requests == []


def test_canceling_ends_a_download(footplate, server, project):
    server.fail_next(*[503] * 20)
    (project / "job.yml").write_text(
        f"command: cat ${{{{inputs.data}}}}\nenvironment: {{image: library/python}}\ninputs:\n  data: {{type: uri_file, path: '{server.url}/a.csv'}}\n")
    run = footplate.json("submit", "job.yml", status=0)["run"]["id"]
    wait_for(lambda: server.requests)
    footplate("cancel", run, status=0)
    wait_for(lambda: footplate.json("show", run)["run"]["status"] == "Canceled")
