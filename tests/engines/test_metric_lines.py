"""Metrics without MLflow: lines of $FOOTPLATE_METRICS_FILE, from many processes, whatever else stands there."""
import json
import time

SCRIPT = r"""
import os, subprocess, sys, time
place = os.environ["FOOTPLATE_METRICS_FILE"]
with open(place, "a") as lines:
    for number in range(20000):
        lines.write('{"name":"many","value":%d}\n' % number)
    lines.write('{"name":\n{"name":"x","value":1e999}\n{"name":"","value":1}\n{"name":"far","value":1,"step":1e300}\n[1]\n')
    lines.write("[" * 60000 + "\n" + '{"name":"cut","value":1' + "1" * 200000 + "\n")
    lines.write('{"name": "odd \\" NaN", "value": NaN}\n{"name": "far down", "value": -Infinity, "step": 4}\n')
    lines.write('{"name":"seconds","value":1,"time":%f}\n' % time.time())
writer = 'import os\nwith open(os.environ["FOOTPLATE_METRICS_FILE"], "a", buffering=1) as f:\n for i in range(500): f.write(\'{"name":"rank%d","value":1}\\n\')'
for process in [subprocess.Popen([sys.executable, "-c", writer % rank]) for rank in range(4)]:
    assert process.wait() == 0
with open(place, "a") as lines:
    lines.write('{"name":"last","value":7}')
"""

LIVE = 'echo \'{"name":"live","value":1}\' >> "$FOOTPLATE_METRICS_FILE"; while [ ! -e "$GO" ]; do sleep 0.05; done'


def job(project, command, more=""):
    (project / "job.yml").write_text(f"command: {json.dumps(command)}\ncode: src\nenvironment: {{image: ubuntu}}\n{more}")


def test_lines_of_several_processes_count_and_broken_ones_hurt_nothing(footplate, project):
    (project / "src").mkdir(exist_ok=True)
    (project / "src" / "log.py").write_text(SCRIPT)
    job(project, "python3 log.py")
    began = time.time()
    run = footplate.json("submit", "job.yml", "--tail")["run"]
    assert run["status"] == "Completed"
    history = footplate.json("metrics", run["id"])["metrics"]
    counts = {name: len(points) for name, points in history.items()}
    assert counts == {"many": 20000, "seconds": 1, "last": 1, 'odd " NaN': 1, "far down": 1, **{f"rank{rank}": 500 for rank in range(4)}}
    assert [point["step"] for point in history["many"][:3]] == [0, 1, 2]
    assert history["seconds"][0]["time"][:4] == time.strftime("%Y", time.gmtime(began))


def test_a_metric_is_seen_while_its_run_goes_on(footplate, project):
    (project / "src").mkdir(exist_ok=True)
    go = project / "go"
    job(project, LIVE, f"environment_variables: {{GO: {json.dumps(str(go))}}}\n")
    run = footplate.json("submit", "job.yml")["run"]["id"]
    try:
        end = time.monotonic() + 60
        while not (shown := footplate.json("show", run)["run"])["metrics"]:
            assert time.monotonic() < end, shown
            time.sleep(0.05)
        assert (shown["status"], shown["metrics"]) == ("Running", {"live": 1})
    finally:
        go.touch()
    footplate("tail", run)
    assert footplate.json("show", run)["run"]["status"] == "Completed"
