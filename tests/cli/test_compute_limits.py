"""What a run may use: cores and memory by the kernel's control groups, and what is said where there are none."""
import json
import os

import pytest


@pytest.fixture
def small(footplate, project):
    """submit(script, limits) on a compute with these limits."""
    (project / ".footplate/compute").mkdir()
    (project / "src").mkdir()
    (project / "job.yml").write_text("command: python job.py\ncode: src\nenvironment: {image: ubuntu}\ncompute: azureml:small\n")

    def submit(script, limits, status=None):
        (project / ".footplate/compute/small.yml").write_text(f"name: small\ntype: local\n{limits}\n")
        (project / "src/job.py").write_text(script)
        return footplate("submit", "job.yml", "--tail", "--json", status=status)

    return submit


def limited(done):
    """Whether this machine has control groups that we may write; where not, the log has said so."""
    return "is not enforced" not in done.stderr


def test_a_run_that_takes_more_memory_is_ended_and_told_why(small):
    done = small("x = bytearray(400 << 20); print(len(x))", "memory: 96m")
    run = json.loads(done.stdout)["run"]
    if limited(done):
        assert (run["status"], run["signal"], run["error"]["code"]) == ("Failed", 9, "outOfMemory")
    else:
        assert run["status"] == "Completed"


BURN = """\
import time
end, began = time.time() + 2, time.process_time()
while time.time() < end:
    pass
print((time.process_time() - began) / 2)
"""


def test_a_run_gets_no_more_of_the_cores(small):
    done = small(BURN, "cpus: 0.2", status=0)
    if limited(done):
        assert float(done.stderr.split()[-1]) < 0.35


def test_a_limit_that_cannot_be_read_is_refused_rather_than_left_out(small, footplate, project):
    done = small("print(1)", "memory: 96MiB", status=1)
    assert "small.yml:3" in done.stderr and "512m" in done.stderr
    assert "max_instances is 'many'" in small("print(1)", "max_instances: many").stderr
    assert footplate.json("list")["runs"] == [] and os.listdir(project / ".footplate/compute") == ["small.yml"]
