"""Steps that decide: if_else, do_while and parallel_for, outputs of one value, and steps at the beginning and the end of all."""
import json
import pathlib

import pytest

from run_helpers import wait_for
from pipeline_helpers import children, pipeline, submit, write

ENVIRONMENT = "environment: {image: library/python:latest}\n"


def component(name, inputs, outputs, command):
    text = f"name: {name}\ntype: command\n{ENVIRONMENT}command: {json.dumps(command)}\n"
    for key, ports in (("inputs", inputs), ("outputs", outputs)):
        text += f"{key}:\n" + "".join(f"  {port}: {body}\n" for port, body in ports.items()) if ports else ""
    return text


def by_status(footplate, run):
    return {name: (step["error"] or {}).get("code", step["status"]) for name, step in children(footplate, run["id"]).items()}


def test_a_value_that_a_step_writes_is_an_input_of_another(footplate, project):
    write(project, {"count.yml": component("count", {}, {"n": "{type: integer}"}, "echo 3 > ${{outputs.n}}"),
                    "use.yml": component("use", {"n": "{type: integer}", "f": "{type: uri_file}"}, {}, "echo n=${{inputs.n}}; cat ${{inputs.f}}")})
    file = pipeline(project, {"count": "component: ./count.yml",
                              "use": "component: ./use.yml\ninputs: {n: '${{parent.jobs.count.outputs.n}}', f: '${{parent.jobs.count.outputs.n}}'}"})
    run, log = submit(footplate, file, status=0)
    assert "n=3" in log and "use | 3" in log
    assert children(footplate, run["id"])["use"]["inputs"]["n"]["value"] == "3"


CHOICE = {"yes": "command: 'echo chose yes > ${{outputs.o}}/o'\noutputs: {o: }", "after_yes": "command: cat ${{inputs.o}}/o\ninputs: {o: '${{parent.jobs.yes.outputs.o}}'}",
          "no": "command: echo chose no", "always": "command: echo always"}


@pytest.mark.parametrize("answer", ["True", "false"])
@pytest.mark.parametrize("way", ["file", "property"])
def test_a_condition_runs_one_block_and_passes_over_the_other(footplate, project, answer, way):
    say = "echo %s > ${{outputs.flag}}" % answer
    if way == "property":
        say = ("python -c \"import json, os, urllib.request as u; u.urlopen(u.Request(os.environ['MLFLOW_TRACKING_URI'] + '/api/2.0/mlflow/runs/set-tag', "
               "json.dumps({'run_id': os.environ['MLFLOW_RUN_ID'], 'key': 'azureml.pipeline.control', 'value': json.dumps({'flag': %s})}).encode(), "
               "{'Content-Type': 'application/json', 'Authorization': 'Bearer ' + os.environ['MLFLOW_TRACKING_TOKEN']}))\"" % answer.capitalize())
    write(project, {"ask.yml": component("ask", {}, {"flag": "{type: boolean, is_control: true}"}, say)})
    file = pipeline(project, {**CHOICE, "ask": "component: ./ask.yml"})
    with open(project / file, "a") as text:
        text.write("  choose:\n    type: if_else\n    condition: ${{parent.jobs.ask.outputs.flag}}\n"
                   "    true_block: ${{parent.jobs.yes}}\n    false_block: ${{parent.jobs.no}}\n")
    run, log = submit(footplate, file, status=0)
    chosen = answer == "True"
    over = {True: "Completed", False: "passedOver"}
    assert by_status(footplate, run) == {"ask": "Completed", "choose": "Completed", "always": "Completed", "yes": over[chosen], "after_yes": over[chosen], "no": over[not chosen]}
    assert ("chose yes" in log, "chose no" in log) == (chosen, not chosen)


def test_a_condition_may_be_an_input_and_one_that_says_nothing_fails(footplate, project):
    write(project, {"ask.yml": component("ask", {}, {"flag": "{type: boolean, is_control: true}"}, "echo maybe > ${{outputs.flag}}")})
    choose = "  choose: {type: if_else, condition: '%s', true_block: '${{parent.jobs.yes}}'}\n"
    file = pipeline(project, {"yes": "command: echo chose yes"}, "inputs: {go: false}\n")
    (project / file).write_text((project / file).read_text() + choose % "${{parent.inputs.go}}")
    assert by_status(footplate, submit(footplate, file, status=0)[0]) == {"choose": "Completed", "yes": "passedOver"}
    assert by_status(footplate, submit(footplate, file, "--set", "inputs.go=true", status=0)[0]) == {"choose": "Completed", "yes": "Completed"}
    file = pipeline(project, {"yes": "command: echo chose yes", "ask": "component: ./ask.yml"})
    (project / file).write_text((project / file).read_text() + choose % "${{parent.jobs.ask.outputs.flag}}")
    run, _ = submit(footplate, file, status=1)
    assert "'maybe' is neither true nor false" in run["error"]["message"]


LOOP = """\
  again:
    type: do_while
    body: ${{parent.jobs.grow}}
    condition: more
    mapping: {n: n, data: [data]}
    limits: {max_iteration_count: %d}
  last:
    command: cat ${{inputs.data}}/log; echo n=${{inputs.n}}
    environment: {image: library/python}
    inputs:
      data: {type: uri_folder, path: '${{parent.jobs.%s.outputs.data}}'}
      n: ${{parent.jobs.grow.outputs.n}}
"""


@pytest.mark.parametrize("most, rounds, name", [(10, 3, "grow"), (2, 2, "again")])
def test_a_loop_goes_on_with_what_the_round_before_gave(footplate, project, most, rounds, name):
    write(project, {"start/log": "start\n", "grow.yml": component(
        "grow", {"n": "{type: integer}", "data": "{type: uri_folder}"}, {"n": "{type: integer}", "data": "{type: uri_folder}", "more": "{type: boolean, is_control: true}"},
        "n=$((${{inputs.n}} + 1)); cp ${{inputs.data}}/log ${{outputs.data}}/log; echo round $n >> ${{outputs.data}}/log; echo $n > ${{outputs.n}}; "
        "[ $n -lt 3 ] && echo true > ${{outputs.more}} || echo false > ${{outputs.more}}")})
    file = pipeline(project, {"grow": "component: ./grow.yml\ninputs: {n: '${{parent.inputs.first}}', data: {type: uri_folder, path: ./start}}"}, "inputs: {first: 0}\n")
    (project / file).write_text((project / file).read_text() + LOOP % (most, name))
    run, log = submit(footplate, file, status=0)
    assert "start\n" in log and f"last | n={rounds}\n" in log and f"last | round {rounds}\n" in log and f"round {rounds + 1}" not in log
    steps = children(footplate, run["id"])
    assert set(steps) == {"again", "last"} and steps["again"]["kind"] == "do_while"
    assert sorted(children(footplate, steps["again"]["id"])) == [f"grow_{at}" for at in range(1, rounds + 1)]


def test_a_round_that_fails_ends_the_loop_and_cancel_ends_it_too(footplate, project):
    write(project, {"bad.yml": component("bad", {}, {"more": "{type: boolean}"}, "exit 3"), "slow.yml": component("slow", {}, {"more": "{type: boolean}"}, "sleep 60")})
    loop = "  again: {type: do_while, body: '${{parent.jobs.body}}', condition: more, mapping: {}, limits: {max_iteration_count: 3}}\n"
    file = pipeline(project, {"body": "component: ./bad.yml"})
    (project / file).write_text((project / file).read_text() + loop)
    run, _ = submit(footplate, file, status=1)
    assert "body_1" in run["error"]["message"] and "exit code 3" in run["error"]["message"]
    file = pipeline(project, {"body": "component: ./slow.yml"})
    (project / file).write_text((project / file).read_text() + loop)
    run = footplate.json("submit", file, status=0)["run"]["id"]
    wait_for(lambda: [r for r in footplate.json("list", "--children")["runs"] if r["display_name"] == "body_1" and r["status"] == "Running"])
    footplate("cancel", run, status=0)
    wait_for(lambda: footplate.json("show", run)["run"]["status"] == "Canceled")
    assert {r["status"] for r in footplate.json("list", "--children")["runs"] if r["display_name"] in ("body_1", "again") and r["parent"] != ""} >= {"Canceled"}


EACH = """\
  each:
    type: parallel_for
    body: ${{parent.jobs.work}}
    items: %s
    max_concurrency: 2
  join:
    command: cat ${{inputs.all}}/MLTable; cat ${{inputs.sizes}}
    environment: {image: library/python}
    inputs:
      all: {type: uri_folder, path: '${{parent.jobs.each.outputs.made}}'}
      sizes: {type: uri_file, path: '${{parent.jobs.each.outputs.size}}'}
"""
ITEMS = {"list": ("[{word: one, times: 1}, {word: two, times: 2}]", ["0", "1"]), "map": ("{a: {word: one, times: 1}, b: {word: two, times: 2}}", ["a", "b"]),
         "text": ("'[{\"word\": \"one\", \"times\": 1}, {\"word\": \"two\", \"times\": 2}]'", ["0", "1"]), "input": ("${{parent.inputs.items}}", ["0", "1"])}


@pytest.mark.parametrize("form", ITEMS)
def test_a_step_runs_for_each_item_and_what_they_give_is_put_together(footplate, project, form):
    write(project, {"work.yml": component("work", {"word": "{type: string}", "times": "{type: integer, default: 1}", "base": "{type: uri_folder}"},
                                          {"made": "{type: uri_folder}", "size": "{type: integer}"},
                                          "cat ${{inputs.base}}/b; echo ${{inputs.word}} x ${{inputs.times}} | tee ${{outputs.made}}/made; echo ${{inputs.times}} > ${{outputs.size}}")})
    items, names = ITEMS[form]
    file = pipeline(project, {"base": "command: echo based > ${{outputs.o}}/b\noutputs: {o: }",
                              "work": "component: ./work.yml\ninputs: {base: '${{parent.jobs.base.outputs.o}}'}"},
                    "inputs: {items: '[{\"word\": \"one\", \"times\": 1}, {\"word\": \"two\", \"times\": 2}]'}\n")
    (project / file).write_text((project / file).read_text() + EACH % items)
    run, log = submit(footplate, file, status=0)
    assert "one x 1" in log and "two x 2" in log and log.count("| based\n") == 2
    steps = children(footplate, run["id"])
    assert set(steps) == {"base", "each", "join"}
    assert sorted(children(footplate, steps["each"]["id"])) == [f"work_{name}" for name in names]
    table = json.loads((pathlib.Path(steps["each"]["outputs"]["made"]["path"]) / "MLTable").read_text())
    assert [(pathlib.Path(row["folder"]) / "made").read_text() for row in table["paths"]] == ["one x 1\n", "two x 2\n"]
    assert json.loads(pathlib.Path(steps["each"]["outputs"]["size"]["path"]).read_text()) == ["1", "2"]


def test_items_of_another_step_are_refused_before_anything_is_stored(footplate, project):
    write(project, {"ask.yml": component("ask", {}, {"items": "{type: string}"}, "echo '[]' > ${{outputs.items}}")})
    file = pipeline(project, {"ask": "component: ./ask.yml", "work": "command: echo ${{inputs.word}}\ninputs: {word: x}"})
    (project / file).write_text((project / file).read_text() + "  each: {type: parallel_for, body: '${{parent.jobs.work}}', items: '${{parent.jobs.ask.outputs.items}}'}\n")
    assert "each" in footplate("submit", file, status=4).stderr and footplate.json("list")["runs"] == []


@pytest.mark.parametrize("kind", ["do_while", "parallel_for"])
def test_loops_that_repeat_each_other_are_refused(footplate, project, kind):
    more = {"do_while": "condition: ${{parent.jobs.%s.outputs.go}}\n    mapping: {}\n    limits: {max_iteration_count: 2}", "parallel_for": "items: [{word: a}]  # %s"}[kind]
    file = pipeline(project, {"work": "command: echo work"})
    with open(project / file, "a") as text:
        for name, body in (("first", "one"), ("one", "other"), ("other", "one")):
            text.write(f"  {name}:\n    type: {kind}\n    body: ${{{{parent.jobs.{body}}}}}\n    {more % body}\n")
    assert "the loops 'one', 'other' repeat each other" in footplate("submit", file, "--force", status=1).stderr
    # In a component they are met when its steps are planned.
    inner = (project / file).read_text()
    write(project, {"loops.yml": "name: loops\nversion: 1\n" + inner[inner.index("type: pipeline"):]})
    outer = pipeline(project, {"all": "type: pipeline\ncomponent: ./loops.yml"})
    assert "does a loop repeat itself?" in footplate("submit", outer, "--force", status=1).stderr
    assert footplate.json("list")["runs"] == []


def test_more_steps_than_can_be_kept_are_refused(footplate, project):
    file = pipeline(project, {"work": "command: echo work"})
    items = json.dumps([{"word": "a"}] * 150)
    with open(project / file, "a") as text:
        for name, body in (("outer", "inner"), ("inner", "work")):
            text.write(f"  {name}: {{type: parallel_for, body: '${{{{parent.jobs.{body}}}}}', items: {items}}}\n")
    assert "more than 10000 steps" in footplate("submit", file, "--force", status=1).stderr


@pytest.mark.parametrize("fails", [False, True])
def test_a_step_before_all_others_and_one_after_all(footplate, project, fails):
    file = pipeline(project, {"close": "command: echo closing", "work": "command: echo working" + ("; exit 1" if fails else ""),
                              "more": "command: sleep 0.3; echo more", "open": "command: sleep 0.3; echo opening"},
                    "settings: {on_init: open, on_finalize: close}\n")
    run, _ = submit(footplate, file, status=1 if fails else 0)
    steps = children(footplate, run["id"])
    assert steps["close"]["status"] == steps["open"]["status"] == "Completed"
    assert all(steps["open"]["ended"] <= steps[name]["started"] for name in ("work",))
    assert all(steps[name]["ended"] <= steps["close"]["started"] for name in ("work", "more", "open"))


def test_counts_of_nodes_and_processes_may_be_inputs(footplate, project):
    file = pipeline(project, {"train": "command: echo rank $RANK of $WORLD_SIZE\nresources: {instance_count: '${{parent.inputs.nodes}}'}\n"
                                       "distribution: {type: pytorch, process_count_per_instance: '${{parent.inputs.processes}}'}"}, "inputs: {nodes: 1, processes: 2}\n")
    _, log = submit(footplate, file, status=0)
    assert "rank 0 of 2" in log and "rank 1 of 2" in log
