"""Pipelines: steps as runs of their own, what flows between them, and what a failure or a cancel means."""
import json
import pathlib
import subprocess

import pytest
from pipeline_helpers import ENDS, ENVIRONMENT, children, log_of, pipeline, submit, write
from waiting import wait_for


def test_data_flows_along_the_edges(footplate, project):
    write(project, {
        "data/in.txt": "one\n",
        "prep/prep.yml": "name: prep\ntype: command\ninputs:\n  raw: {type: uri_folder}\n  suffix: {type: string, default: two}\n"
                         "outputs:\n  clean: {type: uri_folder}\ncode: ./src\nenvironment: {image: library/python:latest}\n"
                         "command: bash prep.sh ${{inputs.raw}} ${{inputs.suffix}} ${{outputs.clean}}\n",
        "prep/src/prep.sh": "cat $1/in.txt > $3/out.txt\necho $2 >> $3/out.txt\n",
    })
    file = pipeline(project, {
        # Before what it waits for: the edges order the steps, not the file.
        "train": "command: cat ${{inputs.data}}/out.txt > ${{outputs.model}}/m.txt; echo ${{inputs.lr}} >> ${{outputs.model}}/m.txt\n"
                 "inputs:\n  data: ${{parent.jobs.prep.outputs.clean}}\n  lr: ${{parent.inputs.lr}}\noutputs:\n  model: ${{parent.outputs.best}}",
        "prep": "type: command\ncomponent: ./prep/prep.yml\ninputs:\n  raw: {type: uri_folder, path: ./data}",
    }, "display_name: flow\ninputs:\n  lr: 0.1\noutputs:\n  best:\n    mode: upload\n")
    run, log = submit(footplate, file, status=0)
    assert (run["status"], run["kind"], run["display_name"]) == ("Completed", "pipeline", "flow")
    best = pathlib.Path(run["outputs"]["best"]["path"])
    assert best == project / ".footplate" / "runs" / run["id"] / "named-outputs" / "best"
    assert (best / "m.txt").read_text() == "one\ntwo\n0.1\n"
    steps = children(footplate, run["id"])
    assert {name: step["status"] for name, step in steps.items()} == {"prep": "Completed", "train": "Completed"}
    train = steps["train"]
    assert train["inputs"]["data"]["path"] == steps["prep"]["outputs"]["clean"]["path"]
    assert train["inputs"]["lr"]["value"] == "0.1"
    assert [phase["name"] for phase in train["phases"]][-2:] == ["Running", "Finalizing"]
    assert steps["prep"]["ended"] <= train["started"]
    assert steps["prep"]["snapshot"]["files"] == 1
    assert "step train Completed" in log_of(footplate, run)


def test_values_are_rendered_as_the_component_says(footplate, project):
    write(project, {"c.yml": "name: c\ntype: command\nenvironment: {image: library/python:latest}\ninputs:\n"
                             "  n: {type: integer}\n  x: {type: number, default: 0.01}\n  flag: {type: boolean, default: true}\n"
                             "  word: {type: string, optional: true}\n  extra: {type: uri_file, optional: true}\n"
                             "command: >-\n  echo n=${{inputs.n}} x=${{inputs.x}} flag=${{inputs.flag}}\n"
                             "  $[[word=${{inputs.word}}]] $[[extra=${{inputs.extra}}]] end\n"})
    file = pipeline(project, {"a": "component: ./c.yml\ninputs:\n  n: ${{parent.inputs.epochs}}",
                              "b": "component: file:c.yml\ninputs:\n  n: 3\n  x: 1e-4\n  flag: false\n  word: given"},
                    "inputs:\n  epochs: 20.0\n")
    run, _ = submit(footplate, file, status=0)
    steps = children(footplate, run["id"])
    assert "n=20 x=0.01 flag=True end" in log_of(footplate, steps["a"])
    assert "n=3 x=1e-4 flag=False word=given end" in log_of(footplate, steps["b"])


def test_steps_have_their_own_variables_limits_code_and_metrics(footplate, project):
    write(project, {"code/a.txt": "mine\n"})
    file = pipeline(project, {
        "a": "command: cat a.txt; echo v=$V e=$AZUREML_EXPERIMENT_NAME; echo '{\"name\":\"m\",\"value\":0.5}' >> $FOOTPLATE_METRICS_FILE\n"
             "code: ./code\nenvironment_variables:\n  V: ${{parent.inputs.v}}\ntags: {kind: first}",
        "slow": "command: sleep 60\nlimits:\n  timeout: 1",
    }, "experiment_name: mine\ninputs:\n  v: 7\nsettings:\n  continue_on_step_failure: true\n")
    run, _ = submit(footplate, file, status=1)
    steps = children(footplate, run["id"])
    assert "mine\nv=7 e=mine" in log_of(footplate, steps["a"])
    assert steps["a"]["metrics"] == {"m": 0.5} and steps["a"]["tags"] == {"kind": "first"}
    assert (steps["slow"]["status"], steps["slow"]["error"]["code"]) == ("Canceled", "timeout")
    assert run["status"] == "Failed" and "slow" in run["error"]["message"]


def test_a_failed_step_ends_the_pipeline_and_says_so(footplate, project):
    file = pipeline(project, {
        "bad": "command: 'sleep 0.3; echo broken; exit 3 # ${{outputs.o}}'\noutputs: {o: }",
        "long": "command: sleep 120",
        "after": "command: echo never ${{inputs.x}}\ninputs:\n  x: ${{parent.jobs.bad.outputs.o}}",
    })
    run, _ = submit(footplate, file, status=1)
    assert (run["status"], run["error"]["code"]) == ("Failed", "stepFailed")
    assert "the step bad" in run["error"]["message"] and "exit code 3" in run["error"]["message"]
    steps = children(footplate, run["id"])
    assert (steps["bad"]["status"], steps["bad"]["exit_code"]) == ("Failed", 3)
    assert (steps["after"]["status"], steps["after"]["error"]["code"]) == ("Canceled", "skipped")
    assert steps["after"]["started"] is None
    assert steps["long"]["status"] == "Canceled"
    assert steps["long"]["error"]["code"] in {"stepStopped", "skipped"}


def test_continue_on_step_failure_runs_what_does_not_depend_on_it(footplate, project):
    file = pipeline(project, {
        "bad": "command: 'exit 1 # ${{outputs.o}}'\noutputs: {o: }",
        "good": "command: sleep 0.5; echo fine",
        "after": "command: cat ${{inputs.x}}\ninputs:\n  x: ${{parent.jobs.bad.outputs.o}}",
    }, "settings:\n  continue_on_step_failure: true\n")
    run, _ = submit(footplate, file, status=1)
    statuses = {name: step["status"] for name, step in children(footplate, run["id"]).items()}
    assert statuses == {"bad": "Failed", "good": "Completed", "after": "Canceled"}


def test_cancel_ends_all_steps(footplate, project):
    file = pipeline(project, {"a": "command: 'sleep 120 # ${{outputs.o}}'\noutputs: {o: }", "b": "command: sleep 120",
                              "c": "command: cat ${{inputs.x}}\ninputs:\n  x: ${{parent.jobs.a.outputs.o}}"})
    run = footplate.json("submit", file)["run"]["id"]
    wait_for(lambda: any(r["status"] == "Running" for r in children(footplate, run).values()))
    footplate("cancel", run, status=0)
    after = wait_for(lambda: (r := footplate.json("show", run)["run"])["status"] in ENDS and r)
    assert after["status"] == "Canceled"
    steps = children(footplate, run)
    assert {step["status"] for step in steps.values()} == {"Canceled"}
    assert steps["c"]["started"] is None


def test_one_step_can_be_canceled_alone(footplate, project):
    file = pipeline(project, {"a": "command: sleep 120", "b": "command: sleep 2; echo done"},
                    "settings:\n  continue_on_step_failure: true\n")
    run = footplate.json("submit", file)["run"]["id"]
    step = wait_for(lambda: (s := children(footplate, run).get("a")) and s["status"] == "Running" and s)
    footplate("cancel", step["id"], status=0)
    after = wait_for(lambda: (r := footplate.json("show", run)["run"])["status"] in ENDS and r)
    statuses = {name: each["status"] for name, each in children(footplate, run).items()}
    assert statuses == {"a": "Canceled", "b": "Completed"}
    assert after["status"] == "Failed" and "canceled" in after["error"]["message"]


def test_steps_run_as_many_at_once_as_there_are_places(footplate, project):
    (project / ".footplate" / "config.yml").write_text("local:\n  max_instances: 2\n")
    step = "command: date +%s.%N; sleep 0.7; date +%s.%N"
    run, _ = submit(footplate, pipeline(project, {name: step for name in "abcd"}), status=0)
    spans = [tuple(float(word) for word in log_of(footplate, each).split()) for each in children(footplate, run["id"]).values()]
    at_once = max(sum(1 for other in spans if other[0] <= span[0] < other[1]) for span in spans)
    assert at_once == 2


def test_pipelines_within_pipelines(footplate, project):
    write(project, {"inner.yml": "name: inner\ntype: pipeline\ninputs:\n  data: {type: uri_folder}\n  word: {type: string, default: w}\n"
                                 "outputs:\n  out: {type: uri_folder}\njobs:\n"
                                 "  first:\n    command: cat ${{inputs.d}}/x > ${{outputs.o}}/x; echo ${{inputs.w}} >> ${{outputs.o}}/x\n"
                                 "    environment: {image: library/python:latest}\n"
                                 "    inputs:\n      d: ${{parent.inputs.data}}\n      w: ${{parent.inputs.word}}\n    outputs:\n      o: ${{parent.outputs.out}}\n"})
    file = pipeline(project, {
        "make": "command: echo made > ${{outputs.o}}/x\noutputs: {o: }",
        "inner": "type: pipeline\ncomponent: ./inner.yml\ninputs:\n  data: ${{parent.jobs.make.outputs.o}}\n  word: ${{parent.inputs.w}}",
        "last": "command: cat ${{inputs.d}}/x\ninputs:\n  d: ${{parent.jobs.inner.outputs.out}}",
    }, "inputs:\n  w: deep\n")
    run, _ = submit(footplate, file, status=0)
    steps = children(footplate, run["id"])
    assert "made\ndeep\n" in log_of(footplate, steps["last"])
    assert steps["inner"]["kind"] == "pipeline"
    assert set(children(footplate, steps["inner"]["id"])) == {"first"}


def test_the_artifacts_output_is_the_runs_own_folder(footplate, project):
    file = pipeline(project, {"a": "command: echo kept > ./outputs/world.txt\noutputs:\n  artifacts:",
                              "b": "command: cat ${{inputs.w}}/outputs/world.txt\ninputs:\n  w: ${{parent.jobs.a.outputs.artifacts}}"})
    run, _ = submit(footplate, file, status=0)
    assert "kept" in log_of(footplate, children(footplate, run["id"])["b"])


def test_an_output_file_and_the_names_in_its_place(footplate, project):
    file = pipeline(project, {"a": "command: echo hi > ${{outputs.o}}\noutputs:\n  o: ${{parent.outputs.file}}",
                              "b": "command: echo hi > ${{outputs.own}}/f\noutputs:\n  own:\n    type: uri_folder\n"
                                   "    path: azureml://datastores/blob/paths/${{name}}/"},
                    "outputs:\n  file:\n    type: uri_file\n    path: azureml://datastores/blob/paths/${{name}}/h.txt\n")
    run, _ = submit(footplate, file, status=0)
    store = project / ".footplate" / "datastores" / "blob"
    assert (store / run["id"] / "h.txt").read_text() == "hi\n"
    assert (store / children(footplate, run["id"])["b"]["id"] / "f").read_text() == "hi\n"


@pytest.mark.parametrize("kind, body", [
    ("sweep", "type: sweep\ntrial: ./c.yml\nsampling_algorithm: random\nsearch_space:\n  x: {type: choice, values: [1]}\n"
              "objective: {goal: minimize, primary_metric: loss}\nlimits: {max_total_trials: 1}"),
    ("automl", "type: automl\ntask: classification\ntarget_column_name: y\nprimary_metric: accuracy\n"
               "training_data: {type: mltable, path: ./t}"),
    ("spark", "type: spark\ncode: ./src\nentry: {file: a.py}\nresources: {instance_type: standard_e4s_v3, runtime_version: '3.4'}\n"
              "conf: {spark.driver.cores: 1, spark.driver.memory: 1g, spark.executor.cores: 1, spark.executor.memory: 1g, spark.executor.instances: 1}"),
])
def test_kinds_that_cannot_run_are_refused_before_the_start(footplate, project, kind, body):
    write(project, {"t/MLTable": "paths: [{file: ./a.csv}]\n", "t/a.csv": "x,y\n1,2\n", "src/a.py": "",
                    "c.yml": "name: c\ntype: command\ncommand: echo ${{inputs.x}}\ninputs: {x: {type: integer}}\n"
                             "environment: {image: library/python:latest}\n"})
    text = "type: pipeline\nsettings: {default_compute: local}\njobs:\n  fine:\n    command: echo\n    " + ENVIRONMENT + "\n  other:\n"
    (project / "p.yml").write_text(text + "".join(f"    {line}\n" for line in body.splitlines()))
    done = footplate("submit", "p.yml", "--force", status=4)
    assert "step other" in done.stderr and kind in done.stderr
    assert not (project / ".footplate" / "footplate.db").exists()


def test_a_missing_component_or_input_is_said_before_the_start(footplate, project):
    registry = "component: azureml://registries/azureml/components/x/versions/1"
    done = footplate("submit", pipeline(project, {"a": "type: command\n" + registry}))
    assert done.returncode in (3, 4) and "registries/azureml" in done.stderr
    unknown = footplate("submit", pipeline(project, {"a": "type: command\ncomponent: azureml:nobody:1"}))
    assert unknown.returncode in (3, 4) and "nobody" in unknown.stderr
    assert not (project / ".footplate" / "footplate.db").exists()


def test_components_the_project_knows_by_name(footplate, project):
    write(project, {"parts/hello.yml": "$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json\n"
                                       "name: hello\nversion: 2\ntype: command\ncommand: echo hello from a name\n"
                                       "environment: {image: library/python:latest}\n"})
    run, _ = submit(footplate, pipeline(project, {"a": "type: command\ncomponent: azureml:hello:2",
                                                  "b": "type: command\ncomponent: azureml:hello@latest"}), status=0)
    for step in children(footplate, run["id"]).values():
        assert "hello from a name" in log_of(footplate, step)


def test_a_dry_run_says_the_steps_in_order(footplate, project):
    file = pipeline(project, {"last": "command: cat ${{inputs.d}}/x\ninputs:\n  d: ${{parent.jobs.first.outputs.o}}",
                              "first": "command: echo ${{inputs.w}} > ${{outputs.o}}/x\ninputs:\n  w: ${{parent.inputs.w}}\noutputs: {o: }"},
                    "inputs:\n  w: hi\n")
    plan = footplate.json("submit", file, "--dry-run")["dry_run"]
    assert plan["kind"] == "pipeline"
    assert [(step["name"], step["after"]) for step in plan["steps"]] == [("first", []), ("last", ["first"])]
    assert "echo hi >" in plan["steps"][0]["command"]
    assert plan["steps"][1]["inputs"]["d"] == "${{parent.jobs.first.outputs.o}}"
    assert plan["steps"][1]["command"] == "cat ${{parent.jobs.first.outputs.o}}/x"
    text = footplate("submit", file, "--dry-run", status=0).stdout
    assert text.index("first") < text.index("last")
    assert not (project / ".footplate" / "footplate.db").exists()


def test_a_dry_run_says_where_what_a_step_keeps_would_be(footplate, project):
    file = pipeline(project, {"first": "command: echo\noutputs: {artifacts: }",
                              "last": "command: ls ${{inputs.d}}\ninputs:\n  d: ${{parent.jobs.first.outputs.artifacts}}"})
    first, last = footplate.json("submit", file, "--dry-run")["dry_run"]["steps"]
    assert first["outputs"]["artifacts"].endswith("/.footplate/runs/RUN")
    assert last["inputs"]["d"] == "${{parent.jobs.first.outputs.artifacts}}"


def test_many_steps(footplate, project):
    names = [f"s{number}" for number in range(120)]
    file = pipeline(project, {name: f"command: echo {name}" for name in names})
    # More locks than a process may have files by its soft limit.
    done = subprocess.run(["bash", "-c", 'ulimit -Sn 130; exec "$@"', "-", footplate.binary, "submit", file, "--json"],
                          cwd=project, env=footplate.environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)["run"]["id"]
    wait_for(lambda: footplate.json("show", run)["run"]["status"] == "Completed", 120)
    listed = [r for r in footplate.json("list", "--children", "--limit", 500)["runs"] if r["parent"] == run]
    assert len(listed) == 120 and {r["status"] for r in listed} == {"Completed"}


def test_data_of_the_pipeline_is_bound_in_every_form(footplate, project):
    write(project, {"data/x.txt": "found\n", "more/x.txt": "other\n"})
    write(project, {"c.yml": "name: c\ntype: command\nenvironment: {image: library/python:latest}\n"
                             "inputs:\n  d: {type: uri_folder}\n  lr: {type: number, default: 5}\n  w: {type: string, optional: true}\n"
                             "command: cat ${{inputs.d}}/x.txt; echo lr=${{inputs.lr}} $[[w=${{inputs.w}}]]\n"})
    file = pipeline(project, {
        "a": "component: ./c.yml\ninputs:\n  d: ${{parent.inputs.data}}\n  lr: ${{parent.inputs.rate}}\n  w: ${{parent.inputs.word}}",
        "b": "component: ./c.yml\ninputs:\n  d: {type: uri_folder, path: \"${{parent.inputs.data}}\", mode: download}",
        "c": "component: ./c.yml\ninputs:\n  d: ${{parent.jobs.a.inputs.d}}\n  lr: ${{parent.jobs.a.inputs.lr}}",
        "d": "component: ./c.yml\ninputs:\n  d: ./more",
        "e": "component:\n  type: command\n  environment: {image: library/python:latest}\n  inputs:\n    d: {type: uri_folder}\n"
             "  command: echo in place; cat ${{inputs.d}}/x.txt\ninputs:\n  d: ${{parent.inputs.data}}",
    }, "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json\ninputs:\n  data: {type: uri_folder, path: ./data}\n  rate: {type: number, default: 0.5}\n  word: {type: string, optional: true}\n")
    run, _ = submit(footplate, file, "--set", "inputs.rate=1e-5", status=0)
    logs = {name: log_of(footplate, step) for name, step in children(footplate, run["id"]).items()}
    assert logs == {"a": "found\nlr=1e-5\n", "b": "found\nlr=5\n", "c": "found\nlr=1e-5\n", "d": "other\nlr=5\n", "e": "in place\nfound\n"}


def test_steps_that_wait_for_each_other_in_a_circle_are_refused(footplate, project):
    body = "command: cat ${{inputs.x}} # ${{outputs.o}}\ninputs:\n  x: ${{parent.jobs.OTHER.outputs.o}}\noutputs: {o: }"
    file = pipeline(project, {"a": body.replace("OTHER", "b"), "b": body.replace("OTHER", "a")})
    done = footplate("submit", file, "--force")
    assert done.returncode == 1 and "wait for each other" in done.stderr, done.stderr
    assert not (project / ".footplate" / "footplate.db").exists()


def test_a_pipeline_file_may_be_one_component(footplate, project):
    write(project, {"sub/inner.yml": "name: inner\ntype: pipeline\ninputs:\n  word: {type: string, default: none}\njobs:\n"
                                     "  say:\n    command: echo word=${{inputs.w}}\n    environment: {image: library/python:latest}\n"
                                     "    inputs: {w: \"${{parent.inputs.word}}\"}\n",
                    "p.yml": "type: pipeline\ncomponent: ./sub/inner.yml\ninputs:\n  word: given\n"})
    run, _ = submit(footplate, "p.yml", status=0)
    assert "word=given" in log_of(footplate, children(footplate, run["id"])["say"])


def test_on_sends_every_step_there(footplate, project):
    file = pipeline(project, {"a": "command: echo\ncompute: azureml:gpu-cluster", "b": "command: echo"},
                    "settings: {default_compute: azureml:cpu-cluster}\n")
    plan = footplate.json("submit", file, "--dry-run")["dry_run"]
    assert [step["compute"] for step in plan["steps"]] == ["gpu-cluster", "cpu-cluster"]
    assert len(plan["notes"]) == len(set(plan["notes"]))
    there = footplate.json("submit", file, "--dry-run", "--on", "local")["dry_run"]
    assert [step["compute"] for step in there["steps"]] == ["local", "local"]


def test_tail_shows_what_the_steps_print(footplate, project):
    file = pipeline(project, {"a": "command: echo from a", "b": "command: echo from b; exit 4"},
                    "settings:\n  continue_on_step_failure: true\n")
    run, _ = submit(footplate, file, status=1)
    text = footplate("tail", run["id"], status=0).stdout
    assert "step a Completed" in text and "step b Failed" in text


def test_a_step_can_be_canceled_before_it_starts(footplate, project):
    file = pipeline(project, {"a": "command: 'sleep 3 # ${{outputs.o}}'\noutputs: {o: }",
                              "b": "command: cat ${{inputs.x}}\ninputs:\n  x: ${{parent.jobs.a.outputs.o}}"},
                    "settings:\n  continue_on_step_failure: true\n")
    run = footplate.json("submit", file)["run"]["id"]
    waiting = wait_for(lambda: (s := children(footplate, run).get("b")) and s["status"] == "NotStarted" and s)
    footplate("cancel", waiting["id"], status=0)
    wait_for(lambda: footplate.json("show", waiting["id"])["run"]["status"] == "Canceled")
    assert footplate.json("show", run)["run"]["status"] == "Running"
    after = wait_for(lambda: (r := footplate.json("show", run)["run"])["status"] in ENDS and r)
    assert after["status"] == "Failed" and "the step b" in after["error"]["message"]
    assert children(footplate, run)["a"]["status"] == "Completed"


def test_a_traceback_of_a_step_keeps_its_lines_whole(footplate, project):
    write(project, {"src/fails.py": "import os\nraise ValueError('no')\n"})
    file = pipeline(project, {"bad": "command: python fails.py\ncode: ./src"})
    done = footplate("submit", file, "--tail", status=1)
    assert f'bad |   File "{project}/src/fails.py", line 2, in <module>\n' in done.stderr


def test_a_binding_of_the_preview_to_another_step(footplate, project):
    file = pipeline(project, {
        "one": "command: echo ${{inputs.word}} > ${{outputs.made}}/x\ninputs: {word: '${{parent.inputs.word}}'}\noutputs: {made: }",
        "two": "command: cat ${{inputs.taken}}/x | tee ${{outputs.kept}}/y\ninputs: {taken: '${{jobs.one.outputs.made}}'}\noutputs: {kept: '${{parent.outputs.kept}}'}",
    }, "inputs: {word: hello}\noutputs:\n  kept: {type: uri_folder}")
    run, said = submit(footplate, file, status=0)
    assert (pathlib.Path(run["outputs"]["kept"]["path"]) / "y").read_text() == "hello\n"
    assert "'parent.jobs.one.outputs.made' is meant" in said


def test_a_registered_version_that_is_there_already_is_said_before_the_start(footplate, project):
    own = "command: echo x > ${{outputs.o}}/f\noutputs:\n  o: {type: uri_folder, name: made, version: 3}"
    settings = "settings: {force_rerun: true}"
    submit(footplate, pipeline(project, {"a": own}), status=0)
    done = footplate("submit", pipeline(project, {"a": own}, settings), status=4)
    assert "step a" in done.stderr and "made:3" in done.stderr and "leave version out" in done.stderr
    bound = "command: echo x > ${{outputs.o}}/f\noutputs:\n  o: ${{parent.outputs.whole}}"
    outer = pipeline(project, {"a": bound}, "outputs:\n  whole: {type: uri_folder, name: made, version: 3}")
    done = footplate("submit", outer, status=4)
    assert "output whole" in done.stderr and "made:3" in done.stderr
    assert len(footplate.json("list")["runs"]) == 1
