"""The completion scripts, in real shells."""
import shutil
import subprocess

import pytest


def complete(footplate, line):
    script = footplate("completion", "bash", status=0).stdout.replace("complete -F _footplate footplate", "")
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in ["footplate", *words[1:]])
    ask = (f"{script}\nfootplate() {{ {footplate.binary} \"$@\"; }}\ncompopt() {{ :; }}\nCOMP_WORDS=({quoted})\n"
           f"COMP_CWORD={len(words) - 1}\nCOMP_LINE='{line}'\nCOMP_POINT={len(line)}\n_footplate\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n")
    done = subprocess.run(["bash", "-c", ask], cwd=footplate.folder, env=footplate.environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout.split()


def test_bash_completes_verbs_options_files_runs_and_computes(footplate, project):
    (project / "job.yml").write_text("command: 'true'\nenvironment: {image: 'python:3'}\n")
    (project / ".footplate" / "compute").mkdir()
    (project / ".footplate" / "compute" / "far.yml").write_text("name: far\ntype: local\n")
    assert "submit" in complete(footplate, "footplate su")
    assert "--dry-run" in complete(footplate, "footplate submit --d")
    assert complete(footplate, "footplate submit job") == ["job.yml"]
    assert complete(footplate, "footplate submit job.yml --on f") == ["far"]
    assert complete(footplate, "footplate env sh") == ["show"]
    run = footplate.json("submit", "job.yml", status=0)["run"]["id"]
    footplate("tail", run, status=0)
    assert complete(footplate, "footplate show " + run[:4]) == [run]
    assert complete(footplate, f"footplate -C {project} show " + run[:4]) == [run]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_theirs(footplate, tmp_path, shell):
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"no {shell} here")
    script = tmp_path / "script"
    script.write_text(footplate("completion", shell, status=0).stdout)
    subprocess.run([program, "-n", str(script)], check=True, timeout=60)
