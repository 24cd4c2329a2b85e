"""footplate run, and what a failed run says of itself."""
import json
import signal
import time

import pytest


def write_job(project, command, script="", more=""):
    (project / "src").mkdir(exist_ok=True)
    (project / "src" / "train.py").write_text(script)
    (project / "job.yml").write_text("command: " + json.dumps(command) + "\ncode: src\nenvironment: {image: 'python:3'}\n" + more)


def test_a_job_runs_in_its_own_folder_and_gives_its_exit_status(footplate, project):
    write_job(project, "pwd; python train.py ${{inputs.n}}; exit 7", "import sys\nprint('n is', sys.argv[1])\nopen('made.txt', 'w').write('x')\n", "inputs: {n: 3}\n")
    done = footplate("run", "job.yml", status=7)
    assert str(project / "src") in done.stdout and "n is 3" in done.stdout
    assert (project / "src" / "made.txt").read_text() == "x"
    assert not (project / ".footplate" / "footplate.db").exists()
    told = footplate("run", "job.yml", "--json", status=7)
    assert json.loads(told.stdout) == {"exit_code": 7, "signal": None} and "n is 3" in told.stderr


def test_an_interrupt_ends_all_of_it(footplate, project):
    write_job(project, "sleep 300 & echo $!; sleep 300")
    running = footplate.start("run", "job.yml")
    child = int(running.stdout.readline())
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 130
    bound = time.monotonic() + 30
    while time.monotonic() < bound:
        try:
            state = open(f"/proc/{child}/stat").read().rsplit(")", 1)[1].split()[0]
        except OSError:
            return
        if state == "Z":
            return
        time.sleep(0.1)
    raise AssertionError("the job's child is still there")


def test_a_traceback_names_the_users_own_file(footplate, project):
    write_job(project, "python train.py", "def load():\n    raise ValueError('no rows')\n\n\nload()\n")
    done = footplate("submit", "job.yml", "--tail", "--json", status=1)
    error = json.loads(done.stdout)["run"]["error"]
    source = str(project / "src" / "train.py")
    assert [(f["file"], f["line"], f["function"]) for f in error["traceback"]] == [(source, 5, "<module>"), (source, 2, "load")]
    assert "exit code 1" in error["message"] and "ValueError: no rows" in error["message"]
    assert error["log_tail"][-1] == "ValueError: no rows" and any(source in line for line in error["log_tail"])
    assert source in footplate("tail", "@last", status=0).stdout


def test_common_causes_are_named(footplate, project):
    write_job(project, "python train.py", "import sklearn_nowhere\n")
    error = json.loads(footplate("submit", "job.yml", "--tail", "--json", status=1).stdout)["run"]["error"]
    assert "add sklearn_nowhere to its definition" in error["message"]
    write_job(project, "no-such-program --x")
    error = json.loads(footplate("submit", "job.yml", "--tail", "--json", status=1).stdout)["run"]["error"]
    assert "no-such-program" in error["message"] and "exit code 127" in error["message"]


@pytest.mark.parametrize("command, script, said", [
    ("python train.py --epoch 3", "import argparse\np = argparse.ArgumentParser()\np.add_argument('--rate')\np.parse_args()\n",
     "exit code 2: train.py: error: unrecognized arguments: --epoch 3"),
    ("python train.py", "import argparse\np = argparse.ArgumentParser()\np.add_argument('--rate', required=True)\np.parse_args()\n",
     "exit code 2: train.py: error: the following arguments are required: --rate"),
    ("python train.py", "import sys\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    import traceback; traceback.print_exc()\nsys.exit('train.py: error: no --rate')\n",
     "exit code 1: ZeroDivisionError: division by zero"),
    ("python train.py", "print('epoch 1')\nprint('Error: No such option: --rate')\nprint()\nraise SystemExit(2)\n", "exit code 2: Error: No such option: --rate"),
    ("python train.py", "print('Usage: train.py')\nprint('╭─ Error ─────╮\\n│ Missing option --rate. │\\n╰─────────────╯')\nraise SystemExit(2)\n", "exit code 2: Missing option --rate."),
    ("echo fine; exit 3", "", "exit code 3: fine"),
    (r"printf '\033[1;31mERROR\033[0m: it is \033[mred\033[K\n'; exit 3", "", "exit code 3: ERROR: it is red"),
])
def test_what_a_program_said_last_is_told_with_its_exit_code(footplate, project, command, script, said):
    write_job(project, command, script)
    done = footplate("submit", "job.yml", "--tail", "--force", status=1)
    assert done.stderr.splitlines()[-1].endswith("the command ended with " + said), done.stderr


def test_the_doctor_says_what_is_there(footplate, project):
    told = footplate.json("doctor", status=0)
    checks = {check["name"]: check for check in told["checks"]}
    assert checks["bash"]["ok"] and checks["python"]["ok"] and checks["store"]["ok"]
    assert all(check["cost"] for check in told["checks"] if not check["ok"])
    footplate.environment["PATH"] = "/nowhere"
    broken = footplate("doctor", status=1).stdout
    assert "BROKEN   bash" in broken


def test_a_job_with_includes_finds_them_beside_its_code_which_stays_as_it_is(footplate, project):
    for name, text in {"train/train.yml": "type: command\nname: train\nversion: 1\nenvironment: {image: 'python:3'}\ncode: src\n"
                                          "command: python main.py\nadditional_includes: [../shared, ../data/labels.csv]\n",
                       "train/src/main.py": "import own, os\nfrom shared.words import word\nprint(word, own.n, open('labels.csv').read().strip(), os.path.exists('deep/x'))\n"
                                            "open('made.txt', 'w').write('new')\nopen('deep/made.txt', 'w').write('new')\n"
                                            "os.makedirs('outputs/a')\nopen('outputs/a/b', 'w').write('b')\n",
                       "train/src/own.py": "n = 1\n", "train/src/deep/x": "", "shared/words.py": "word = 'hello'\n", "data/labels.csv": "a,b\n",
                       "job.yml": "type: command\ncomponent: file:train/train.yml\n"}.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    done = footplate("run", "job.yml", status=0)
    assert "hello 1 a,b True" in done.stdout and "shown together" in done.stderr
    source = project / "train" / "src"
    assert sorted(path.name for path in source.iterdir() if path.name != "__pycache__") == ["deep", "made.txt", "main.py", "outputs", "own.py"]
    assert (source / "deep" / "made.txt").read_text() == "new" and (source / "outputs" / "a" / "b").read_text() == "b"
    assert (project / "data" / "labels.csv").read_text() == "a,b\n" and not (project / ".footplate" / "footplate.db").exists()
    (source / "labels.csv").write_text("another")
    told = footplate("run", "job.yml", status=1).stderr
    assert "would both be labels.csv" in told and (source / "labels.csv").read_text() == "another"
