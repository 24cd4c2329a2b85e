"""`metrics`: the whole history, as JSON, table and CSV."""
import csv
import io

from run_helpers import check_shape, run_to_end, write_job

LINES = r'for i in 1 2 3; do echo "{\"name\":\"loss\",\"value\":0.$i,\"step\":$i}"; echo "{\"name\":\"a, b\",\"value\":$i,\"step\":$i}"; done >> $FOOTPLATE_METRICS_FILE; '
NAN = r'echo "{\"name\":\"bad\",\"value\":\"NaN\",\"step\":1}" >> $FOOTPLATE_METRICS_FILE'


def test_the_history_of_a_run(footplate, project):
    run = run_to_end(footplate, write_job(project, LINES + NAN))["id"]
    document = footplate.json("metrics", run, status=0)
    check_shape("MetricsResult", document)
    assert [point["value"] for point in document["metrics"]["loss"]] == [0.1, 0.2, 0.3]
    assert [point["step"] for point in document["metrics"]["a, b"]] == [1, 2, 3]
    assert document["metrics"]["bad"][0]["value"] == "NaN"
    assert list(footplate.json("metrics", run, "loss", status=0)["metrics"]) == ["loss"]
    assert list(footplate.json("metrics", run, "--name", "loss", "--name", "bad", status=0)["metrics"]) == ["bad", "loss"]
    assert footplate("metrics", run, "--format", "json", status=0).stdout.startswith('{"metrics"')
    assert "there are 'a, b', 'bad', 'loss'" in footplate("metrics", run, "accuracy", status=3).stderr


def test_tables_and_csv(footplate, project):
    job = write_job(project, LINES)
    runs = [run_to_end(footplate, job)["id"] for _ in range(2)]
    table = footplate("metrics", runs[0], status=0).stdout.splitlines()
    assert table[0].split() == ["METRIC", "LAST", "LEAST", "MOST", "VALUES", "CURVE"]
    assert [line.split()[-5:-1] for line in table[1:]] == [["3", "1", "3", "3"], ["0.3", "0.1", "0.3", "3"]]
    assert [line.split()[-1] for line in footplate("metrics", runs[0], "loss", status=0).stdout.splitlines()] == ["VALUE", "0.1", "0.2", "0.3"]
    rows = list(csv.DictReader(io.StringIO(footplate("metrics", *runs, "--format", "csv", status=0).stdout)))
    assert len(rows) == 12 and {row["run"] for row in rows} == set(runs)
    assert [row["value"] for row in rows if row["metric"] == "a, b"][:3] == ["1.0", "2.0", "3.0"]
    several = footplate.json("metrics", *runs, "loss", status=0)
    check_shape("RunsMetricsResult", several)
    assert [run["id"] for run in several["runs"]] == runs


def test_the_curve_of_the_farthest_numbers_there_are(footplate, project):
    far = r'for v in 1.7e308 -1.7e308 0; do echo "{\"name\":\"far\",\"value\":$v}"; done >> $FOOTPLATE_METRICS_FILE'
    run = run_to_end(footplate, write_job(project, far))["id"]
    assert footplate("metrics", run, status=0).stdout.splitlines()[1].split()[-1] == "█▁▅"


def test_the_last_values_remain_when_the_file_is_gone(footplate, project):
    run = run_to_end(footplate, write_job(project, LINES))["id"]
    (project / ".footplate" / "runs" / run / "metrics.jsonl").unlink()
    assert [point["value"] for point in footplate.json("metrics", run, "loss", status=0)["metrics"]["loss"]] == [0.3]


def test_a_run_without_metrics(footplate, project):
    run = run_to_end(footplate, write_job(project))["id"]
    assert footplate.json("metrics", run, status=0) == {"metrics": {}}
    assert footplate("metrics", run, status=0).stdout == "no metrics\n"
