"""`compare`: runs side by side."""
from run_helpers import LOG_LOSS, check_shape, run_to_end, write_job


def test_runs_side_by_side(footplate, project):
    job = write_job(project, LOG_LOSS)
    runs = [run_to_end(footplate, job, "--set", f"inputs.lr={lr}")["id"] for lr in (0.1, 0.2)]
    (project / "other.yml").write_text((project / job).read_text().replace("echo", "echo x; echo"))
    third = run_to_end(footplate, "other.yml", "--set", "inputs.lr=0.1", "--set", "tags.owner=ada")["id"]
    document = footplate.json("compare", *runs, third, status=0)
    check_shape("CompareResult", document)
    rows = {(row["group"], row["name"]): row for row in document["rows"]}
    assert rows["params", "lr"]["values"] == ["0.1", "0.2", "0.1"] and rows["params", "lr"]["differs"]
    assert rows["metrics", "loss"]["values"] == [0.1, 0.2, 0.1]
    assert rows["tags", "owner"]["values"] == [None, None, "ada"]
    assert rows["run", "status"] == {"group": "run", "name": "status", "values": ["Completed"] * 3, "differs": False}
    assert rows["environment", "name"]["values"] == ["library/python"] * 3
    different = footplate.json("compare", *runs, "--diff", status=0)["rows"]
    assert {(row["group"], row["name"]) for row in different} == {("params", "lr"), ("metrics", "loss")}
    table = footplate("compare", *runs, status=0).stdout
    assert all(run in table for run in runs) and "lr*" in table
    assert footplate.json("compare", "--where", "params.lr = 0.1", status=0)["runs"][0]["id"] == third
    assert footplate("compare", runs[0], status=2)
