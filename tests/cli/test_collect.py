"""Stored code goes with the last run that needs it, and registered outputs stay; whatever else happens meanwhile."""
import json
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from run_helpers import check_shape, ids, run_to_end, wait_for

JOB = """\
type: command
code: src
command: sha256sum --quiet -c sums
environment: {image: library/python}
"""


def fill(project, word, files=60, size=2000):
    """Code whose job fails where any of its files is not what it was."""
    source = project / "src"
    source.mkdir(exist_ok=True)
    for number in range(files):
        (source / f"{number}.txt").write_text(f"{word} {number}\n" + "." * size)
    sums = subprocess.run(["sha256sum", *(f"{number}.txt" for number in range(files))], cwd=source, capture_output=True, text=True, check=True)
    (source / "sums").write_text(sums.stdout)
    (project / "job.yml").write_text(JOB)


def stored_bytes(project):
    return sum(path.stat().st_size for path in (project / ".footplate/objects").rglob("*") if path.is_file())


def test_deleting_the_last_run_of_some_code_frees_it(footplate, project):
    fill(project, "one")
    first = run_to_end(footplate, "job.yml")
    again = run_to_end(footplate, "job.yml")
    fill(project, "two")
    second = run_to_end(footplate, "job.yml")
    assert {first["status"], second["status"]} == {"Completed"}
    full = stored_bytes(project)
    document = footplate.json("delete", first["id"], status=0)
    check_shape("DeleteResult", document)
    assert document["objects"] is None and stored_bytes(project) == full, "another run has the same code"
    document = footplate.json("delete", again["id"], status=0)
    assert document["objects"]["removed"] == 62 and document["objects"]["bytes"] > 100_000
    assert stored_bytes(project) <= full - 100_000 and document["freed"] >= document["objects"]["bytes"]
    assert footplate.json("rerun", second["id"], "--tail", status=0)["run"]["status"] == "Completed"
    fill(project, "one")
    assert run_to_end(footplate, "job.yml")["status"] == "Completed", "what was removed is stored again"
    text = footplate("prune", "--keep", "0", status=0).stdout
    assert "stored files that no run needs removed" in text and stored_bytes(project) == 0


def test_a_dry_run_says_what_stored_code_would_go_and_leaves_it(footplate, project):
    fill(project, "one")
    first = run_to_end(footplate, "job.yml")
    fill(project, "two")
    second = run_to_end(footplate, "job.yml")
    full = stored_bytes(project)
    shared = footplate.json("rerun", second["id"], "--tail", status=0)["run"]
    wished = footplate.json("delete", second["id"], "--dry-run", status=0)
    assert wished["objects"] is None, "another run has that code"
    wished = footplate.json("prune", "--keep", "2", "--dry-run", status=0)
    check_shape("DeleteResult", wished)
    assert [run["id"] for run in wished["deleted"]] == [first["id"]] and wished["objects"]["removed"] == 62
    assert "62 stored files that no run needs would be removed" in footplate("prune", "--keep", "2", "--dry-run", status=0).stdout
    assert stored_bytes(project) == full
    done = footplate.json("prune", "--keep", "2", status=0)
    assert done["objects"]["removed"] == 62 and abs(done["objects"]["bytes"] - wished["objects"]["bytes"]) < 20_000
    assert footplate.json("rerun", shared["id"], "--tail", status=0)["run"]["status"] == "Completed"


def test_a_submit_that_was_killed_before_its_record_keeps_nothing(footplate, project):
    fill(project, "one")
    run = run_to_end(footplate, "job.yml")
    whole = project / ".footplate/runs" / run["id"]
    left = project / ".footplate/runs/left-behind"
    left.mkdir()
    (left / "lock").touch()
    (left / "plan.json").write_text((whole / "plan.json").read_text().replace(run["id"], "left-behind"))
    (left / "supervisor").write_text((whole / "supervisor").read_text().replace("role=supervisor", "role=submitter"))
    footplate("prune", "--keep", "0", status=0)
    assert stored_bytes(project) == 0 and not left.exists()


def test_code_of_archived_runs_and_of_steps_stays(footplate, project):
    fill(project, "step")
    (project / "pipeline.yml").write_text("type: pipeline\njobs:\n  check:\n" + "".join(f"    {line}\n" for line in JOB.splitlines()))
    pipeline = run_to_end(footplate, "pipeline.yml")
    assert pipeline["status"] == "Completed"
    fill(project, "archived")
    archived = run_to_end(footplate, "job.yml")["id"]
    footplate("archive", archived, status=0)
    document = footplate.json("prune", "--objects", status=0)
    check_shape("DeleteResult", document)
    assert document["deleted"] == [] and document["objects"]["removed"] == 0
    for run in (pipeline["id"], archived):
        assert footplate.json("rerun", run, "--tail", status=0)["run"]["status"] == "Completed"
    assert "which" in footplate("prune", status=2).stderr


def test_a_registered_output_keeps_its_files(footplate, project):
    (project / "job.yml").write_text("""\
type: command
command: mkdir ${{outputs.model}}/deep && echo weights > ${{outputs.model}}/deep/w && ln -s deep/w ${{outputs.model}}/link && echo row > ${{outputs.table}}
outputs:
  model: {type: custom_model, name: net}
  table: {type: uri_file, name: rows}
  other: {type: uri_folder}
environment: {image: library/python}
""")
    run = run_to_end(footplate, "job.yml")
    assert run["status"] == "Completed"
    planned = footplate.json("delete", run["id"], "--dry-run", status=0)
    document = footplate.json("delete", run["id"], status=0)
    check_shape("DeleteResult", document)
    assert document["kept_assets"] == ["azureml:net:1", "azureml:rows:1"]
    assert abs(planned["freed"] - document["freed"]) < 20_000
    assert not (project / ".footplate/runs" / run["id"]).exists()
    for kind, name in (("model", "net"), ("data", "rows")):
        path = footplate.json("asset", "show", name, "--type", kind, status=0)["asset"]["path"]
        assert "/assets/" in path and "/runs/" not in path
    (project / "use.yml").write_text("""\
type: command
command: cat ${{inputs.model}}/deep/w ${{inputs.model}}/link ${{inputs.rows}}
inputs:
  model: {type: custom_model, path: azureml:net:1}
  rows: {type: uri_file, path: azureml:rows@latest}
environment: {image: library/python}
""")
    user = run_to_end(footplate, "use.yml")["id"]
    assert footplate("tail", user, "--no-follow").stdout.split() == ["weights", "weights", "row"]


def test_an_output_is_moved_once_when_its_run_is_deleted_after_an_interruption(footplate, project):
    (project / "job.yml").write_text("type: command\ncommand: echo 1 > ${{outputs.model}}/w\noutputs:\n  model: {type: custom_model, name: net}\nenvironment: {image: library/python}\n")
    run = run_to_end(footplate, "job.yml")["id"]
    # As a kill leaves it between the exchange and the record of it.
    old = project / ".footplate/runs" / run / "named-outputs/model"
    new = project / ".footplate/assets/model/net/1/content/model"
    new.parent.mkdir()
    old.rename(new)
    old.symlink_to(new)
    assert footplate.json("delete", run, status=0)["kept_assets"] == ["azureml:net:1"]
    assert footplate.json("asset", "show", "net", status=0)["asset"]["path"] == str(new) and (new / "w").read_text() == "1\n"


def test_an_asset_whose_files_cannot_be_moved_keeps_its_run(footplate, project):
    (project / "job.yml").write_text("type: command\ncommand: echo 1 > ${{outputs.model}}/w\noutputs:\n  model: {type: custom_model, name: net}\nenvironment: {image: library/python}\n")
    run = run_to_end(footplate, "job.yml")["id"]
    (project / ".footplate/assets/model/net/1/content").write_text("in the way")
    done = footplate("delete", run, status=4)
    assert run in done.stderr and ids(footplate.json("list")) == [run]
    assert (project / ".footplate/runs" / run / "named-outputs/model/w").read_text() == "1\n"


def test_pruning_beside_two_hundred_submits_takes_nothing_that_is_needed(footplate, project):
    folders = []
    for number in range(40):
        folder = project / f"code{number}"
        folder.mkdir()
        fill(folder, f"word {number}", files=40 if number % 2 else 5, size=100)
        folders.append(folder)

    def submit(number):
        answer = footplate.json("submit", folders[number % len(folders)] / "job.yml", "--set", f"name=run-{number}", timeout=300)
        # Where the machine is slow each folder would else be some waiting run's all the time. What is pruned before its end is seen has ended.
        if number % 2:
            footplate("tail", f"run-{number}", timeout=300)
        return answer

    pruned = []
    assert "run" in submit(0)  # before it there is nothing that could be pruned
    with ThreadPoolExecutor(8) as pool:
        submits = [pool.submit(submit, number) for number in range(1, 200)]
        while not all(one.done() for one in submits):
            # Runs that have ended go, with their code, while the next ones store the same.
            pruned.append(footplate.json("prune", "--keep", "3", "--objects", timeout=300))
    assert all("run" in one.result() for one in submits)
    footplate.json("cancel", "--all", timeout=300)
    left = footplate.json("list", "--limit", 300)["runs"]
    assert {run["status"] for run in left} <= {"Completed", "Canceled"}
    gone = [one["id"] for document in pruned for one in document["deleted"]]
    assert len(left) + len(gone) == 200 and gone
    assert sum(document["objects"]["removed"] for document in pruned) > 0
    for run in ids({"runs": left})[::20]:
        assert footplate.json("rerun", run, "--tail", timeout=120)["run"]["status"] == "Completed"
    footplate("prune", "--keep", "0", status=0)
    assert stored_bytes(project) == 0


def test_killed_submits_and_prunes_lose_no_file_of_any_run(footplate, project):
    chance = random.Random(11)
    for round_number in range(8):
        fill(project, f"round {round_number}", files=80)
        for verb in (("submit", "job.yml"), ("prune", "--keep", "4", "--objects")):
            process = footplate.start(*verb)
            time.sleep(chance.uniform(0.002, 0.08))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert run_to_end(footplate, "job.yml")["status"] == "Completed"
    runs = footplate.json("list", "--limit", 100)["runs"]
    assert len(runs) >= 4
    for run in ids({"runs": runs}):
        done = footplate("rerun", run, "--tail", "--json", timeout=120)
        assert json.loads(done.stdout).get("run", {}).get("status") == "Completed", done.stdout + done.stderr
    footplate("prune", "--keep", "0", status=0)
    assert stored_bytes(project) == 0
