"""What happens to runs when the world fails: disks, clocks, rights, other programs. Each is really done."""
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from world import ENDS, World, isRoot, kill

ROOT = pathlib.Path(__file__).resolve().parents[2]
from wheel import make_wheel


@pytest.fixture
def world(project, cache):
    return World(project, cache)


# --- killed programs

def test_a_killed_server_takes_no_run_with_it(world):
    server = subprocess.Popen([world.binary, "lsp"], cwd=world.folder, env=world.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    file = world.job("a", "sleep 1; echo through")

    def send(message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        server.stdin.flush()

    def answer(number):
        while True:
            length = 0
            while (line := server.stdout.readline().strip()):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message = json.loads(server.stdout.read(length))
            if message.get("id") == number and "method" not in message:
                return message

    send({"id": 1, "method": "initialize", "params": {"processId": os.getpid(), "capabilities": {}, "rootUri": world.folder.as_uri(),
                                                      "workspaceFolders": [{"uri": world.folder.as_uri(), "name": "p"}]}})
    answer(1)
    send({"method": "initialized", "params": {}})
    send({"method": "footplate/trust", "params": {"trusted": True}})
    send({"id": 2, "method": "workspace/executeCommand", "params": {"command": "footplate.server.submit", "arguments": [{"file": str(world.folder / file)}]}})
    run = answer(2)["result"]["run"]["id"]
    kill(server.pid)
    server.wait()
    assert world.ended(run)["status"] == "Completed"
    assert "through" in world.log(run).read_text()


def test_a_killed_supervisor_of_a_pipeline_leaves_nothing_running_and_true_steps(world):
    jobs = {"done": "command: echo done", "going": "command: 'setsid sleep 300 & sleep 300 # ${{outputs.o}}'\n    outputs: {o: }",
            "waiting": "command: cat ${{inputs.x}}\n    inputs: {x: '${{parent.jobs.going.outputs.o}}'}"}
    text = "type: pipeline\njobs:\n" + "".join(f"  {name}:\n    {body}\n    environment: {{image: library/python:latest}}\n" for name, body in jobs.items())
    (world.folder / "p.yml").write_text(text)
    run = world.submit("p.yml")

    def steps():
        return {r["display_name"]: world.show(r["id"]) for r in world.json("list", "--children")["runs"] if r["parent"] == run}

    world.until(lambda: {n: s["status"] for n, s in steps().items()} == {"done": "Completed", "going": "Running", "waiting": "NotStarted"})
    going = steps()["going"]["id"]
    world.until(lambda: len(world.marked(going)) >= 2)
    kill(world.supervisor(run))
    world.json("list")
    after = steps()
    assert (world.show(run)["status"], world.show(run)["error"]["code"]) == ("Failed", "supervisorLost")
    assert after["done"]["status"] == "Completed"
    assert (after["going"]["status"], after["going"]["error"]["code"]) == ("Failed", "supervisorLost")
    assert (after["waiting"]["status"], after["waiting"]["error"]["code"]) == ("Canceled", "skipped")
    assert world.marked(going) == []
    assert not any(os.path.exists(world.note(step["id"])["work"]) for step in after.values())


@pytest.fixture
def shim(world):
    """shim(times, end): the project's Python ends so when it is asked the first times; how often it was asked."""
    asked = world.folder / "asked"

    def make(times, end):
        script = f"echo once >> {asked}\n[ $(wc -l < {asked}) -gt {times} ] && exec {sys.executable} \"$@\"\n{end}\n"
        (world.folder / "shim").write_text("#!/bin/sh\n" + script)
        (world.folder / "shim").chmod(0o755)
        (world.folder / ".footplate" / "config.yml").write_text("python: ./shim\n")
        return lambda: len(asked.read_text().splitlines())

    return make


@pytest.mark.parametrize("end", ["kill -9 $$", "exit 137"])
def test_a_python_killed_while_it_is_asked_which_it_is_is_asked_once_more(world, shim, end):
    asked = shim(1, end)
    assert world.ended(world.submit(world.job("a", "python -c 'print(1)'")))["status"] == "Completed"
    assert asked() == 2


def test_a_python_killed_twice_serves_the_next_run(world, shim):
    asked = shim(2, "kill -9 $$")
    file = world.job("a", "python -c 'print(1)'")
    assert world.ended(world.submit(file))["error"]["code"] == "environment"
    assert asked() == 2
    assert world.ended(world.submit(file))["status"] == "Completed"


@pytest.mark.parametrize("left", ["a note of another boot", "no note: it was not on the disk when the power went"])
def test_a_restarted_machine_is_told_and_nothing_is_signalled(world, left):
    run = world.submit(world.job("a", "sleep 300"))
    world.running(run)
    job = world.until(lambda: world.marked(run))
    supervisor = world.supervisor(run)
    kill(world.caretaker(run))  # who would end the job
    kill(supervisor)
    note = world.run_folder(run) / "supervisor"
    boot = pathlib.Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    text = note.read_text()
    if left.startswith("no"):
        note.write_text("")
        with sqlite3.connect(world.folder / ".footplate" / "footplate.db") as database:
            database.execute("update runs set created = 1000")
    else:
        note.write_text(text.replace(boot, "00000000-0000-0000-0000-000000000000"))
    after = world.show(run)
    note.write_text(text)
    try:
        assert (after["status"], after["error"]["code"]) == ("Failed", "machineRestarted")
        # Those pids are other processes after a restart: nobody may touch them.
        assert set(world.marked(run)) == set(job)
    finally:
        for pid in job:
            os.kill(pid, signal.SIGKILL)


# --- disks

def tmpfs(folder, size):
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path, cache):
    folder = tmp_path / "small"
    tmpfs(folder, "3m")
    (folder / ".footplate").mkdir()
    yield World(folder, cache)
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"supervise" in words and str(folder).encode() in words:
            os.kill(int(pid), signal.SIGKILL)
    subprocess.run(["umount", "-l", str(folder)], check=False)


@isRoot
def test_a_full_disk_costs_no_run_its_end(small_disk):
    world = small_disk
    run = world.submit(world.job("fill", "while [ ! -e go ] && [ ! -e /tmp/$AZUREML_RUN_ID.go ]; do sleep 0.05; done; echo out; exit 7"))
    world.running(run)
    blob = world.folder / "blob"

    def fill():
        with pytest.raises(OSError), open(blob, "ab") as file:
            while True:
                file.write(b"x" * 512)
                file.flush()

    fill()
    go = pathlib.Path(f"/tmp/{run}.go")
    go.touch()
    supervisor = world.supervisor(run)
    # The end goes into the room that was kept for it, whatever becomes of the supervisor.
    world.until((world.run_folder(run) / "end.json").exists)
    kill(supervisor)
    listed = world("list", "--json")
    assert listed.returncode in (0, 4), listed.stderr
    fill()  # what the look has given back
    refused = world("submit", "fill.yml")
    assert refused.returncode == 4 and re.search("No space left|disk is full", refused.stderr), refused.stderr
    blob.unlink()
    go.unlink()
    after = world.ended(run)
    assert (after["status"], after["exit_code"]) == ("Failed", 7)
    again = world.submit(world.job("again", "echo well"))
    assert world.ended(again)["status"] == "Completed"


@isRoot
def test_a_disk_that_fills_while_a_job_writes_its_outputs_is_its_reason_and_harms_nothing_else(small_disk):
    world = small_disk
    before = world.submit(world.job("before", "echo kept > outputs/kept; exit 3"))
    assert world.ended(before)["exit_code"] == 3
    run = world.submit(world.job("fill", "echo going\ncat /dev/zero > outputs/blob"))
    # The end goes into the room that was kept for it; the database hears of it when there is room again.
    world.until((world.run_folder(run) / "end.json").exists)
    assert world.show(before)["exit_code"] == 3
    (world.run_folder(run) / "outputs/blob").unlink()
    after = world.ended(run)
    assert (after["status"], after["error"]["code"], after["exit_code"]) == ("Failed", "exitCode", 1), after
    assert "disk is full" in after["error"]["message"] and world.log(run).read_text().startswith("going\n"), after
    assert (world.run_folder(before) / "outputs/kept").read_text() == "kept\n"
    assert world.ended(world.submit(world.job("again", "echo well")))["status"] == "Completed"


@isRoot
def test_a_read_only_project_is_read_and_refuses_with_the_reason(tmp_path, cache):
    folder = tmp_path / "disk"
    tmpfs(folder, "8m")
    try:
        (folder / ".footplate").mkdir()
        world = World(folder, cache)
        run = world.submit(world.job("a", "echo hi"))
        assert world.ended(run)["status"] == "Completed"
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        assert world.show(run)["status"] == "Completed"
        refused = world("submit", "a.yml")
        assert refused.returncode == 4 and str(folder) in refused.stderr and "ead-only" in refused.stderr, refused.stderr
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@isRoot
def test_a_disk_that_is_full_during_a_build_is_told_and_the_next_try_builds(world, tmp_path):
    make_wheel(tmp_path / "index", "tinytool", "1.0", body=f"TEXT = '{os.urandom(3_000_000).hex()}'\n")
    tmpfs(tmp_path / "cache", "4m")
    world.environment |= {"FOOTPLATE_CACHE_DIR": str(tmp_path / "cache"), "PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INDEX": "1", "FOOTPLATE_CONDA": "off",
                          "PIP_FIND_LINKS": str(tmp_path / "index")}
    file = world.job("a", "python -c 'import tinytool'")
    (world.folder / file).write_text((world.folder / file).read_text().replace("python:latest", "python:latest, conda_file: {dependencies: [pip, {pip: [tinytool]}]}"))
    try:
        error = world.json("submit", file, "--tail", timeout=120)["run"]["error"]
        assert error["code"] == "environment" and re.search("No space left", error["message"]), error
        subprocess.run(["mount", "-o", "remount,size=64m", str(tmp_path / "cache")], check=True)
        assert world.json("submit", file, "--tail", timeout=120)["run"]["status"] == "Completed"
    finally:
        subprocess.run(["umount", "-l", str(tmp_path / "cache")], check=False)


# --- the store

def test_a_store_that_is_busy_is_waited_for(world):
    run = world.submit(world.job("a", "sleep 0.5; echo hi"))
    database = sqlite3.connect(world.folder / ".footplate" / "footplate.db", isolation_level=None)
    database.execute("begin immediate")
    done = {}
    submitter = threading.Thread(target=lambda: done.update(run=world.submit("a.yml", timeout=120)))
    submitter.start()
    time.sleep(3)
    database.execute("rollback")
    submitter.join()
    assert world.ended(run)["status"] == "Completed"
    assert world.ended(done["run"])["status"] == "Completed"


def test_an_index_that_another_program_has_cut_ends_neither_a_run_nor_a_server(world):
    go = world.folder / "go"
    run = world.submit(world.job("a", f"until [ -e {go} ]; do sleep 0.05; done; echo '{{\"name\":\"m\",\"value\":1}}' >> $FOOTPLATE_METRICS_FILE; exit 5"))
    world.running(run)
    supervisor = world.supervisor(run)
    with sqlite3.connect(world.folder / ".footplate" / "footplate.db") as beside:  # keeps what is shared in use
        beside.execute("select count(*) from runs").fetchone()
        os.truncate(world.folder / ".footplate" / "footplate.db-shm", 0)
        go.touch()
        world.until(lambda: not os.path.exists(f"/proc/{supervisor}"))
        assert json.loads((world.run_folder(run) / "end.json").read_text())["exit_code"] == 5
    after = world.show(run)
    assert (after["status"], after["exit_code"], after["error"]["code"], after["metrics"]) == ("Failed", 5, "exitCode", {"m": 1})


def test_an_older_program_reads_a_newer_store_and_a_supervisor_still_writes_its_end(world):
    go = world.folder / "go"
    run = world.submit(world.job("a", f"until [ -e {go} ]; do sleep 0.05; done; exit 5"))
    world.running(run)
    database = sqlite3.connect(world.folder / ".footplate" / "footplate.db", isolation_level=None)
    newest = database.execute("pragma user_version").fetchone()[0]
    database.execute("pragma user_version = 1000000")
    refused = world("submit", "a.yml")
    assert refused.returncode == 4 and "newer" in refused.stderr, refused.stderr
    assert [r["id"] for r in world.json("list")["runs"]] == [run]
    go.touch()
    after = world.ended(run)
    assert (after["status"], after["exit_code"]) == ("Failed", 5)
    # And a store of an older version is brought up by whoever opens it next.
    database.execute(f"pragma user_version = {newest}")
    again = world.submit("a.yml")
    assert world.ended(again)["exit_code"] == 5


def first_version(database):
    """The same runs as the first program had stored them: its tables, its columns."""
    tables = re.search(r'version1 = R"sql\((.*?)\)sql"', (ROOT / "server/store/migrations.cpp").read_text(), re.S).group(1)
    old = sqlite3.connect(database.with_name("old.db"), isolation_level=None)
    old.executescript(tables + "pragma user_version=1;")
    new = sqlite3.connect(database)
    for table in ("meta", "runs", "details", "tags", "params", "metrics"):
        columns = [row[1] for row in old.execute(f"pragma table_info({table})")]
        rows = new.execute(f"select {','.join(columns)} from {table}").fetchall()
        old.executemany(f"insert or replace into {table} values({','.join('?' * len(columns))})", rows)
    new.close()
    old.close()
    for part in ("", "-wal", "-shm"):
        database.with_name(database.name + part).unlink(missing_ok=True)
    database.with_name("old.db").rename(database)


@isRoot
def test_a_store_of_the_first_version_is_read_where_nothing_can_be_written_and_brought_up_elsewhere(tmp_path, cache):
    folder = tmp_path / "disk"
    tmpfs(folder, "8m")
    try:
        (folder / ".footplate").mkdir()
        world = World(folder, cache)
        run = world.submit(world.job("a", "echo '{\"name\":\"m\",\"value\":2}' >> $FOOTPLATE_METRICS_FILE", "inputs: {lr: 0.5}\n"))
        assert world.ended(run)["status"] == "Completed"
        first_version(folder / ".footplate" / "footplate.db")
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        where = ("list", "--where", "inputs.lr = 0.5 and metrics.m = 2")
        assert [r["id"] for r in world.json(*where, status=0)["runs"]] == [run]
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
        assert [r["id"] for r in world.json(*where, status=0)["runs"]] == [run]
        assert world.ended(world.submit("a.yml"))["metrics"] == {"m": 2.0}
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def first_page_lost(database):
    """No program can read it any more."""
    for part in ("-wal", "-shm"):
        database.with_name(database.name + part).unlink(missing_ok=True)
    with open(database, "r+b") as file:
        file.write(b"\0" * 4096)


def emptied(database):
    """As by a copy over it that found no room."""
    os.truncate(database, 0)


@pytest.mark.parametrize("damage", [first_page_lost, emptied])
def test_a_damaged_database_is_kept_and_the_runs_come_back_from_their_folders(world, damage):
    go = world.folder / "go"
    done = world.submit(world.job("a", "echo '{\"name\":\"m\",\"value\":2}' >> $FOOTPLATE_METRICS_FILE; exit 3", "tags: {owner: ada}\n"))
    assert world.ended(done)["status"] == "Failed"
    going = world.submit(world.job("b", f"until [ -e {go} ]; do sleep 0.05; done"))
    world.running(going)
    store = world.folder / ".footplate"
    damage(store / "footplate.db")
    listed = world("list", "--json", status=0)
    assert "damaged" in listed.stderr and "kept as" in listed.stderr
    assert len(list(store.glob("footplate.db.damaged-*Z"))) == 1
    assert {run["id"]: run["status"] for run in json.loads(listed.stdout)["runs"]} == {done: "Failed", going: "Running"}
    back = world.show(done)
    assert (back["exit_code"], back["tags"], back["metrics"], back["experiment"]) == (3, {"owner": "ada"}, {"m": 2.0}, world.folder.name)
    go.touch()
    # Its supervisor has the old file open; the end it writes into the folder counts.
    assert world.ended(going)["status"] == "Completed"
    assert world.ended(world.submit("b.yml"))["status"] == "Completed"


def test_a_database_that_was_moved_away_is_made_again(world):
    run = world.submit(world.job("a", "echo hi"))
    assert world.ended(run)["status"] == "Completed"
    for part in ("", "-wal", "-shm"):
        (world.folder / ".footplate" / f"footplate.db{part}").unlink(missing_ok=True)
    assert [(r["id"], r["status"]) for r in world.json("list")["runs"]] == [(run, "Completed")]


def test_a_store_copied_from_another_machine_is_history(world, tmp_path):
    run = world.submit(world.job("a", "sleep 300"))
    world.running(run)
    copy = World(tmp_path / "copy", world.folder.parent / "cache")
    shutil.copytree(world.folder, copy.folder)
    note = copy.run_folder(run) / "supervisor"
    machine = world.note(run)["who"].split()[3]
    note.write_text(note.read_text().replace(machine, "0" * 32))
    assert copy.show(run)["status"] == "Running"  # as it was when it was copied
    refused = copy("cancel", run)
    assert refused.returncode != 0 and "machine" in refused.stderr
    assert world.show(run)["status"] == "Running" and world.marked(run)
    world("cancel", run, status=0)
    assert world.ended(run)["status"] == "Canceled"


# --- many at once

def test_two_programs_and_two_hundred_submissions_at_once(world):
    file = world.job("a", "true")
    started = [subprocess.Popen([world.binary, "submit", file, "--json"], cwd=world.folder, env=world.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True) for _ in range(200)]
    runs = []
    for process in started:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        runs.append(json.loads(out)["run"]["id"])
    assert len(set(runs)) == 200
    ended = world.until(lambda: (l := world.json("list", "--limit", "1000")["runs"]) and all(r["status"] in ENDS for r in l) and l, 240)
    assert {r["id"] for r in ended} == set(runs)
    assert {r["status"] for r in ended} == {"Completed"}


# --- logs

def peak_memory(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1))


@pytest.mark.parametrize("size, command", [
    pytest.param(1_000_000_000, "yes 0123456789012345678901234567890123456789 | head -c {bytes}", id="lines"),
    pytest.param(200_000_000, "head -c {bytes} /dev/zero | tr '\\0' x", id="one line without an end"),
    pytest.param(200_000_000, "head -c {bytes} /dev/zero | tr '\\0' '\\377'", id="binary"),
])
def test_a_flood_of_output_takes_no_memory(world, size, command):
    go = world.folder / "go"
    run = world.submit(world.job("flood", command.format(bytes=size) + f"\nuntil [ -e {go} ]; do sleep 0.05; done"))
    world.running(run)
    world.until(lambda: world.log(run).stat().st_size >= size, 120)
    supervisor = world.supervisor(run)
    time.sleep(1)  # what watches the log looks at all of it
    memory = peak_memory(supervisor)
    tail = subprocess.Popen([world.binary, "tail", run, "--lines", "5"], cwd=world.folder, env=world.environment, stdout=subprocess.DEVNULL)
    go.touch()
    assert world.ended(run)["status"] == "Completed"
    assert tail.wait(60) == 0
    assert memory < 100_000, f"{memory} KiB"
    assert world.log(run).stat().st_size >= size


def test_binary_output_is_shown_and_told_as_json(world):
    run = world.submit(world.job("a", "head -c 100000 /dev/urandom; printf '\\377\\n'; exit 1"))
    assert world.ended(run)["status"] == "Failed"
    lines = world("tail", run, "--json", status=0).stdout.strip("\n").split("\n")
    assert lines and all(json.loads(line) for line in lines)
