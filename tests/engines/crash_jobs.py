"""The jobs of the crash test. Each command leaves evidence of its own: that it began, and that it came to its end."""
import json

ENVIRONMENT = "environment: {image: library/python:latest}\n"
EVIDENCE = "echo begin >> $CRASH_EVIDENCE/$AZUREML_RUN_ID; "
END = "; echo end >> $CRASH_EVIDENCE/$AZUREML_RUN_ID"

COMMANDS = {
    "quick": EVIDENCE + "true" + END,
    "slow": EVIDENCE + "sleep $((RANDOM % 2)).$((RANDOM % 9))" + END,
    "fails": EVIDENCE + "sleep 0.2" + END + "; exit 3",
    "family": EVIDENCE + "(sleep 5 &) ; setsid sleep 6 & trap '' TERM; (setsid sh -c 'sleep 7 & sleep 0.3' &); sleep 0.5" + END,
}
LARGE = 80 << 20  # bytes: too many for a copy, so that the job sees the file through a read-only view
ROUNDS = 3
ITEMS = ("one", "two", "three")

# Runs below a composed one that has completed.
CHILDREN = {"pipeline": 3, "do_while": ROUNDS, "parallel_for": len(ITEMS)}

AGAIN = "settings: {force_rerun: true}\n"  # else steps would take what those before have given
LOOP = """\
type: pipeline
inputs: {first: 0}
jobs:
  grow: {component: ./grow.yml, inputs: {n: '${{parent.inputs.first}}'}}
  again:
    type: do_while
    body: ${{parent.jobs.grow}}
    condition: more
    mapping: {n: n}
    limits: {max_iteration_count: 9}
  before: {component: ./work.yml, inputs: {word: before}}
  after: {component: ./work.yml, inputs: {word: '${{parent.jobs.grow.outputs.n}}'}}
"""
EACH = """\
type: pipeline
jobs:
  work: {component: ./work.yml, inputs: {word: zero}}
  each: {type: parallel_for, body: '${{parent.jobs.work}}', items: %s, max_concurrency: 2}
  before: {component: ./work.yml, inputs: {word: before}}
  join:
    command: %s
    environment: {image: library/python}
    inputs: {all: {type: uri_folder, path: '${{parent.jobs.each.outputs.made}}'}}
"""


def simple(folder):
    """Commands of four kinds and a pipeline of three of them."""
    for name, command in COMMANDS.items():
        (folder / f"{name}.yml").write_text(f"command: \"{command}\"\n{ENVIRONMENT}")
    steps = "".join(f"  {name}:\n    command: \"{COMMANDS[kind]}{extra}\"\n    {ENVIRONMENT}{ports}" for name, kind, extra, ports in (
        ("a", "slow", " # ${{outputs.o}}", "    outputs: {o: }\n"),
        ("b", "family", "", ""),
        ("c", "quick", " # ${{inputs.i}}", "    inputs: {i: \"${{parent.jobs.a.outputs.o}}\"}\n")))
    (folder / "pipeline.yml").write_text(f"type: pipeline\n{AGAIN}jobs:\n{steps}")
    return [str(folder / f"{name}.yml") for name in (*COMMANDS, "pipeline")]


def component(folder, name, inputs, outputs, command):
    (folder / f"{name}.yml").write_text(
        f"name: {name}\ntype: command\n{ENVIRONMENT}command: {json.dumps(EVIDENCE + command + END)}\ninputs: {inputs}\noutputs: {outputs}\n")


def composed(folder):
    """Loops, a step for each item, outputs that become assets, and inputs seen through a read-only view."""
    more = f"n=$((${{{{inputs.n}}}} + 1)); sleep 0.2; echo $n > ${{{{outputs.n}}}}; [ $n -lt {ROUNDS} ] && m=true || m=false; echo $m > ${{{{outputs.more}}}}"
    component(folder, "grow", "{n: {type: integer}}", "{n: {type: integer}, more: {type: boolean, is_control: true}}", more)
    component(folder, "work", "{word: {type: string}}", "{made: {type: uri_folder}}", "sleep 0.2; echo ${{inputs.word}} > ${{outputs.made}}/made")
    (folder / "loop.yml").write_text(LOOP + AGAIN)
    items = json.dumps([{"word": word} for word in ITEMS])
    each = EACH % (items, json.dumps(EVIDENCE + "cat ${{inputs.all}}/MLTable" + END))
    (folder / "each.yml").write_text(each + AGAIN)
    (folder / "reusing.yml").write_text(each)
    (folder / "registered.yml").write_text(
        f"command: {json.dumps(EVIDENCE + 'echo whole > ${{outputs.made}}/made; sleep 0.2' + END)}\n{ENVIRONMENT}outputs: {{made: {{type: uri_folder, name: made}}}}\n")
    with open(folder / "large.bin", "wb") as file:
        file.truncate(LARGE)
    look = "stat -c %s ${{inputs.large}}; echo more >> ${{inputs.large}}; rm -f ${{inputs.large}}; sleep 0.3"
    (folder / "viewed.yml").write_text(
        f"command: {json.dumps(EVIDENCE + look + END)}\n{ENVIRONMENT}inputs: {{large: {{type: uri_file, mode: ro_mount, path: large.bin}}}}\n")
    return [str(folder / f"{name}.yml") for name in ("loop", "each", "registered", "viewed", "loop", "each", "reusing")]


SETS = {"simple": simple, "composed": composed}
