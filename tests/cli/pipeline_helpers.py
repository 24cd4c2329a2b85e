"""Pipelines for tests: their files, their steps, their logs."""
import json

ENDS = {"Completed", "Failed", "Canceled"}
ENVIRONMENT = "environment: {image: library/python:latest}"


def write(project, files):
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def pipeline(project, jobs, head="", name="pipeline.yml"):
    """A pipeline file with these steps: {name: YAML below it}."""
    text = "type: pipeline\n" + head + "\njobs:\n"
    for step, body in jobs.items():
        lines = (body if "component:" in body else f"{body}\n{ENVIRONMENT}").strip().splitlines()
        text += f"  {step}:\n" + "".join(f"    {line}\n" for line in lines)
    (project / name).write_text(text)
    return name


def children(footplate, run):
    """The steps by name, in full."""
    listed = footplate.json("list", "--children", "--limit", 200)["runs"]
    return {r["display_name"]: footplate.json("show", r["id"])["run"] for r in listed if r["parent"] == run}


def submit(footplate, file, *arguments, status=None):
    done = footplate("submit", file, "--tail", "--json", *arguments, timeout=120, status=status)
    return json.loads(done.stdout)["run"], done.stderr


def log_of(footplate, run):
    return (footplate.folder / ".footplate" / "runs" / run["id"] / "user_logs" / "std_log.txt").read_text()
