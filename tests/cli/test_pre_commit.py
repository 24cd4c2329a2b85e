"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself in a repository of somebody else."""
import os
import pathlib
import shutil
import subprocess

import pytest

HOOKS = pathlib.Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"
JOB = "command: echo\nenviroment: azureml:e:1\n"

pytestmark = pytest.mark.skipif(not shutil.which("pre-commit"), reason="pre-commit is not installed")


def repository(folder, environment, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True)
    return folder


@pytest.fixture
def hook(footplate, tmp_path):
    """Runs one of the hooks over all files of a repository: exit status and what was printed."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "footplate").symlink_to(footplate.binary)
    author = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**footplate.environment, **author, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path),
                   "PRE_COMMIT_HOME": str(tmp_path / "kept"), "GIT_CONFIG_GLOBAL": os.devnull}
    hooks = repository(tmp_path / "hooks", environment, {HOOKS.name: HOOKS.read_text()})
    project = repository(tmp_path / "theirs", environment, {"job.yml": JOB, "other.yaml": "a: [1]\n", "MLTable": "paths: x\n", "a.csv": "a\n1\n"})

    def run(name):
        done = subprocess.run(["pre-commit", "try-repo", hooks, name, "--ref", "HEAD", "--all-files"], cwd=project, env=environment,
                              capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr
    run.project = project
    return run


def test_the_hooks_are_well_formed():
    subprocess.run(["pre-commit", "validate-manifest", HOOKS], check=True)


def test_a_wrong_file_stops_the_commit_until_it_is_repaired(hook):
    status, text = hook("footplate-validate")
    assert status == 1 and "job.yml:2:1: error schema.unknown-key" in text and "MLTable:1:8: error" in text, text
    status, text = hook("footplate-fix")
    assert status == 1 and "files were modified by this hook" in text, text
    assert (hook.project / "job.yml").read_text() == JOB.replace("enviroment", "environment")
    (hook.project / "MLTable").write_text("paths: [{file: a.csv}]\n")
    status, text = hook("footplate-validate")
    assert status == 0 and "Passed" in text, text
