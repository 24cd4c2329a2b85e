"""submit, list, show, tail and cancel as a person types them."""
import json
import os
import re
import signal
import time

JOB = "command: {command}\nenvironment:\n  image: python:3\n"


def write_job(project, command, more="", name="job.yml"):
    (project / name).write_text(JOB.format(command=json.dumps(command)) + more)
    return name


def submit(footplate, *arguments, status=0):
    return footplate.json("submit", *arguments, status=status)["run"]


def finished(footplate, run, seconds=20):
    footplate("tail", run, timeout=seconds)
    return footplate.json("show", run, status=0)["run"]


def test_submit_and_tail_shows_the_log_and_the_end(footplate, project):
    job = write_job(project, "echo hello; echo bad >&2")
    done = footplate("submit", job, "--tail", "--json", status=0)
    run = json.loads(done.stdout)["run"]
    assert run["status"] == "Completed" and run["exit_code"] == 0
    assert "hello" in done.stderr and "bad" in done.stderr
    assert [phase["name"] for phase in run["phases"]][-1] == "Finalizing"
    assert all(phase["ended"] for phase in run["phases"])


def test_submit_returns_before_the_run_ends(footplate, project):
    job = write_job(project, "sleep 30")
    began = time.monotonic()
    run = submit(footplate, job)
    assert time.monotonic() - began < 10
    assert run["status"] in ("NotStarted", "Provisioning", "Queued", "Preparing", "Running")
    footplate("cancel", run["id"], status=0)
    assert finished(footplate, run["id"])["status"] == "Canceled"


def test_an_invalid_job_stores_nothing(footplate, project):
    (project / "job.yml").write_text("type: command\ncommand: echo\nenviroment: {image: python}\n")
    done = footplate("submit", "job.yml", status=1)
    assert "enviroment" in done.stderr
    assert footplate.json("list", status=0) == {"runs": [], "next": None}


def test_a_dry_run_says_what_would_happen_and_stores_nothing(footplate, project):
    (project / "src").mkdir()
    (project / "src" / "a.py").write_text("print(1)\n")
    job = write_job(project, "python a.py --lr ${{inputs.lr}} --out ${{outputs.model}}", "code: src\ninputs: {lr: 0.1}\noutputs:\n  model:\n")
    plan = footplate.json("submit", job, "--dry-run", "--tail", "--set", "inputs.lr=0.5", status=0)["dry_run"]
    assert plan["command"] == f"python a.py --lr 0.5 --out {project}/.footplate/runs/RUN/named-outputs/model"
    assert plan["snapshot"] == {"code": str(project / "src"), "files": 1, "bytes": 9, "includes": []}
    assert plan["compute"] == "local" and plan["environment"]["how"] == "interpreter" and plan["id"] is None
    assert [path.name for path in (project / ".footplate").iterdir()] == []
    said = footplate("submit", job, "--dry-run", status=0).stdout
    assert "--lr 0.1" in said and "1 file, 9 bytes" in said
    (project / "bad.yml").write_text("type: command\ncommand: echo\nenviroment: {image: python}\n")
    assert "enviroment" in footplate("submit", "bad.yml", "--dry-run", status=1).stderr


def test_the_compute_can_be_chosen_when_submitting(footplate, project):
    job = write_job(project, "echo hi", "compute: azureml:far-away\n")
    assert footplate.json("submit", job, "--dry-run", status=0)["dry_run"]["compute"] == "far-away"
    plan = footplate.json("submit", job, "--dry-run", "--on", "local", status=0)["dry_run"]
    assert plan["compute"] == "local" and plan["notes"] == ["no container is used: the image says no more than a Python version"]
    assert "compute" in footplate("submit", job, "--on", "a b", status=2).stderr


def test_a_failing_command_fails_the_run_with_its_exit_code(footplate, project):
    done = footplate("submit", write_job(project, "exit 7"), "--tail", "--json", status=1)
    assert done.stderr.splitlines()[-1] == "footplate: the command ended with exit code 7"
    run = json.loads(done.stdout)["run"]
    assert run["status"] == "Failed" and run["exit_code"] == 7 and run["signal"] is None
    assert run["error"]["code"]


def test_a_signal_is_told_apart_from_an_exit_code(footplate, project):
    run = json.loads(footplate("submit", write_job(project, "kill -9 $$"), "--tail", "--json", status=1).stdout)["run"]
    assert run["status"] == "Failed" and run["signal"] == 9 and run["exit_code"] is None


def test_inputs_outputs_and_variables_reach_the_command(footplate, project):
    (project / "data").mkdir()
    (project / "data" / "a.txt").write_text("flowers")
    job = write_job(project, "cat ${{inputs.data}}/a.txt; echo lr=${{inputs.lr}} flag=${{inputs.flag}} word=$WORD; echo out > ${{outputs.model}}/m.txt",
                    "inputs:\n  data: {type: uri_folder, path: data}\n  lr: 0.10\n  flag: true\noutputs:\n  model:\nenvironment_variables: {WORD: tree}\n")
    done = footplate("submit", job, "--tail", "--json", status=0)
    assert "flowers" in done.stderr and "lr=0.1 flag=True word=tree" in done.stderr
    run = json.loads(done.stdout)["run"]
    assert (project / ".footplate" / "runs" / run["id"] / "named-outputs" / "model" / "m.txt").read_text() == "out\n"


def test_set_changes_values_before_the_check(footplate, project):
    job = write_job(project, "echo lr=${{inputs.lr}} n=${{inputs.n}}", "inputs:\n  lr: 0.1  # slow\n  n: 1\n")
    done = footplate("submit", job, "--set", "inputs.lr=0.5", "--set", "inputs.n=2", "--tail", status=0)
    assert "lr=0.5 n=2" in done.stderr
    assert footplate("submit", job, "--set", "inputs.lr", status=2)
    assert "0.1  # slow" in (project / job).read_text()


def test_a_snapshot_leaves_out_what_is_ignored(footplate, project):
    code = project / "src"
    code.mkdir()
    (code / "keep.txt").write_text("k")
    (code / "big.bin").write_text("b")
    (code / ".amlignore").write_text("*.bin\n")
    run = json.loads(footplate("submit", write_job(project, "ls", "code: src\n"), "--tail", "--json", status=0).stdout)["run"]
    log = footplate("tail", run["id"], status=0).stdout
    assert "keep.txt" in log and "big.bin" not in log
    assert run["snapshot"]["files"] == 2 or run["snapshot"]["files"] == 1


def test_list_is_newest_first_and_filters(footplate, project):
    first = submit(footplate, write_job(project, "true", "experiment_name: one\n"))["id"]
    finished(footplate, first)
    second = submit(footplate, write_job(project, "false", "experiment_name: two\n"))["id"]
    finished(footplate, second)
    assert [run["id"] for run in footplate.json("list")["runs"]] == [second, first]
    assert [run["id"] for run in footplate.json("list", "--status", "Completed")["runs"]] == [first]
    assert [run["id"] for run in footplate.json("list", "--experiment", "two")["runs"]] == [second]
    page = footplate.json("list", "--limit", "1")
    assert [run["id"] for run in footplate.json("list", "--limit", "1", "--cursor", page["next"])["runs"]] == [first]


def test_runs_are_found_by_prefix_and_by_last(footplate, project):
    run = submit(footplate, write_job(project, "true"))["id"]
    assert re.match(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$", run)
    assert footplate.json("show", "@last", status=0)["run"]["id"] == run
    assert footplate.json("show", run[:-2], status=0)["run"]["id"] == run
    assert footplate("show", "nothing-like-it").returncode == 3
    finished(footplate, run)


def test_a_name_is_the_id_and_taken_once(footplate, project):
    job = write_job(project, "true", "name: my-run\n")
    assert submit(footplate, job)["id"] == "my-run"
    finished(footplate, "my-run")
    assert "my-run" in footplate("submit", job, status=4).stderr


def test_tail_no_follow_prints_what_is_there(footplate, project):
    run = submit(footplate, write_job(project, "echo one; echo two; sleep 30"))["id"]
    for _ in range(100):
        if "two" in footplate("tail", run, "--no-follow").stdout:
            break
        time.sleep(0.1)
    assert footplate("tail", run, "--no-follow", "--lines", "1", status=0).stdout == "two\n"
    footplate("cancel", run, status=0)
    finished(footplate, run)


def test_ctrl_c_ends_tail_and_not_the_run(footplate, project):
    run = submit(footplate, write_job(project, "echo started; sleep 5; echo ended"))["id"]
    tail = footplate.start("tail", run)
    assert tail.stdout.readline() == "started\n"
    tail.send_signal(signal.SIGINT)
    assert tail.wait(timeout=5) == 130
    assert finished(footplate, run)["status"] == "Completed"


def test_metrics_file_lines_become_metrics(footplate, project):
    command = "for i in 1 2 3; do echo \"{\\\"name\\\": \\\"loss\\\", \\\"value\\\": 0.$i, \\\"step\\\": $i}\" >> $FOOTPLATE_METRICS_FILE; done"
    run = json.loads(footplate("submit", write_job(project, command), "--tail", "--json", status=0).stdout)["run"]
    assert run["metrics"] == {"loss": 0.3}


def test_a_kind_that_cannot_run_is_refused_by_name(footplate, project):
    (project / "sweep.yml").write_text("type: sweep\ntrial: {command: 'echo ${{search_space.x}}', environment: {image: python}}\nsearch_space: {x: {type: choice, values: [1]}}\n"
                                       "sampling_algorithm: random\nobjective: {goal: minimize, primary_metric: loss}\nlimits: {max_total_trials: 1}\ncompute: local\n")
    done = footplate("submit", "sweep.yml", status=4)
    assert "sweepJob" in done.stderr
    assert footplate.json("list")["runs"] == []


def test_secrets_do_not_reach_the_store(footplate, project):
    footplate.environment["MY_TOKEN"] = "s3cr3t-value"
    job = write_job(project, "test \"$API_TOKEN\" = s3cr3t-''value && echo same", "environment_variables:\n  API_TOKEN: ${env:MY_TOKEN}\n")
    done = footplate("submit", job, "--tail", "--json", status=0)
    assert "same" in done.stderr
    for folder, _, names in os.walk(project / ".footplate"):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                assert b"s3cr3t-value" not in open(path, "rb").read(), path


def test_a_project_that_asks_for_containers_is_not_run_outside_of_them(footplate, project):
    (project / ".footplate" / "config.yml").write_text("container: podman\n")
    (project / "job.yml").write_text("command: 'true'\nenvironment:\n  image: ubuntu\n")
    refused = footplate("submit", "job.yml", status=4)
    assert "container: podman" in refused.stderr and "container: none" in refused.stderr
    assert footplate.json("list")["runs"] == []


def test_a_file_of_another_project_is_submitted_and_followed_there(footplate, project, tmp_path):
    other = tmp_path / "other"
    (other / ".footplate").mkdir(parents=True)
    (other / "job.yml").write_text("command: echo from there\nenvironment: {image: library/python}\n")
    done = footplate("submit", other / "job.yml", "--tail", status=0)
    assert "from there" in done.stderr and "Completed" in done.stdout
    assert footplate.json("list")["runs"] == [] and len(footplate.json("-C", other, "list")["runs"]) == 1


def test_a_job_that_submits_another_is_told_that_it_has_to_wait(footplate, project):
    (project / "inner.yml").write_text("command: sleep 1; echo inner\nenvironment: {image: python}\n")
    for option in ("--tail", ""):
        job = write_job(project, f"cd '{project}' && '{footplate.binary}' submit inner.yml {option}", name="outer.yml")
        done = footplate("submit", job, "--tail", status=0)
        assert "wait for it by --tail" in done.stderr
        inner = footplate.json("list", "--limit", "1")["runs"][0]
        assert inner["status"] == ("Completed" if option else "Failed")
    assert "wait for it" not in footplate("submit", "inner.yml", status=0).stderr
