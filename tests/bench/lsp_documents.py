"""Pipelines of any size as people write them, the places where something is asked of them, and the schema for the peer."""
import json
import pathlib

HEAD = """type: pipeline
display_name: nightly
experiment_name: nightly-train
settings:
  default_compute: azureml:cpu-cluster
  continue_on_step_failure: false
inputs:
  epochs: 10
jobs:
"""
COMMAND = """  train_{n}:
    type: command
    display_name: "train shard {n}"
    code: ./src/train
    command: >-
      python train.py --epochs ${{{{inputs.epochs}}}} --data ${{{{inputs.data}}}}
      --lr 0.0{lr} --out ${{{{outputs.model}}}}
    environment: azureml:torch-gpu:{version}
    compute: azureml:gpu-cluster-{cluster}
    environment_variables:
      NCCL_DEBUG: INFO
      SHARD: "{n}"
    resources:
      instance_count: {nodes}
      shm_size: 16g
    distribution:
      type: pytorch
      process_count_per_instance: 4
    inputs:
      epochs: ${{{{parent.inputs.epochs}}}}
      data:
        type: uri_folder
        path: azureml://datastores/blob/paths/shard-{n}/
        mode: ro_mount
    outputs:
      model:
        type: mlflow_model
        mode: rw_mount
    limits:
      timeout: 7200
"""
SWEEP = """  sweep_{n}:
    type: sweep
    compute: azureml:gpu-cluster
    sampling_algorithm: random
    search_space:
      lr:
        type: uniform
        min_value: 0.0001
        max_value: 0.1
      batch:
        type: choice
        values: [16, 32, 64]
    objective:
      goal: maximize
      primary_metric: accuracy_{n}
    trial:
      code: ./src
      command: python sweep.py --lr ${{{{search_space.lr}}}} --batch ${{{{search_space.batch}}}}
      environment: azureml:torch-gpu:2
    limits:
      max_total_trials: 20
      max_concurrent_trials: 4
"""
JOB = """$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
type: command
display_name: "train one shard"
code: ./src/train
command: python train.py --data ${{inputs.data}} --epochs ${{inputs.epochs}}
environment: azureml:torch-gpu:3
compute: azureml:gpu-cluster
resources:
  instance_count: 2
distribution:
  type: pytorch
  process_count_per_instance: 4
inputs:
  epochs: 10
  data:
    type: uri_folder
    path: azureml://datastores/blob/paths/shard/
    mode: ro_mount
limits:
  timeout: 7200
environment_variables:
"""
SIZES = {"2 KB": 2_000, "50 KB": 50_000, "500 KB": 500_000, "5 MB": 5_000_000}
AZURE = "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json\n"


def pipeline(size, head=AZURE):
    parts, length, number = [head, HEAD], len(head) + len(HEAD), 0
    while True:
        form = SWEEP if number % 5 == 4 else COMMAND
        part = form.format(n=number, lr=number % 9 + 1, version=number % 30 + 1, cluster=number % 4, nodes=number % 4 + 1)
        if number and length + len(part) > size:
            return "".join(parts)
        parts.append(part)
        length += len(part)
        number += 1


def command(size):
    lines, length, number = [JOB], len(JOB), 0
    while length < size:
        lines.append(f'  VARIABLE_{number}: "value of variable {number}"\n')
        length += len(lines[-1])
        number += 1
    return "".join(lines)


class Spots:
    """Offsets that hold for any size: typing happens in the middle and at the end."""

    def __init__(self, text):
        starts = [at for at in find_all(text, "\n  train_")] or [0]
        middle, last = starts[len(starts) // 2], starts[-1]
        key = "    type: command\n" if "\n  train_" in text else "type: command\n"
        indent = key[: len(key) - len(key.lstrip())]
        self.typed = [(text.index(key, at) + len(key), indent, word, expected)
                      for at, word, expected in ((middle, "ident", "identity"), (last, "descr", "description"))]
        self.hovered = [text.index("distribution:", middle) + 3, text.index("uri_folder", middle) + 3, text.index("timeout:", last) + 2]
        self.toggled = text.index("ro_mount", middle) + len("ro_mount")  # a character there makes an error
        self.binding = text.index("inputs.epochs", middle) + len("inputs.ep")


def find_all(text, word):
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def string(**more):
    return {"type": "string", **more}


def closed(properties, **more):
    return {"type": "object", "additionalProperties": False, "properties": properties, **more}


def write_schema(folder):
    """A schema of these pipelines in the vocabulary both servers know (draft-07), and its path."""
    words = {name: string(description=f"The {name.replace('_', ' ')} of the step.") for name in (
        "name", "display_name", "description", "experiment_name", "code", "command", "compute", "component", "environment")}
    types = {"enum": ["uri_file", "uri_folder", "mltable", "mlflow_model", "custom_model"], "description": "What the data is."}
    modes = {"enum": ["ro_mount", "rw_mount", "download", "upload", "direct"], "description": "How the data reaches the node."}
    literal = {"type": ["string", "number", "boolean"]}
    data = closed({"type": types, "path": string(description="Where the data lies."), "mode": modes}, required=["type"])
    bindings = {"type": "object", "additionalProperties": {"anyOf": [literal, data]}, "description": "Named data of the step."}
    count = {"type": "integer", "minimum": 1}
    spread = [closed({"type": {"const": kind}, "process_count_per_instance": count}, required=["type"]) for kind in ("pytorch", "mpi")]
    limits = closed({name: count for name in ("timeout", "max_total_trials", "max_concurrent_trials")}, description="Where it ends.")
    step = {**words, "inputs": bindings, "outputs": bindings, "limits": limits,
            "environment_variables": {"type": "object", "additionalProperties": string()},
            "identity": closed({"type": {"enum": ["user_identity", "managed"]}}),
            "resources": closed({"instance_count": count, "shm_size": string(pattern="^\\d+[kmg]$")}),
            "distribution": {"oneOf": spread, "description": "How the processes are spread."}}
    number = {"type": "number"}
    ranges = [closed({"type": {"const": "uniform"}, "min_value": number, "max_value": number}, required=["type"]),
              closed({"type": {"const": "choice"}, "values": {"type": "array"}}, required=["type"])]
    sweep = {**step, "type": {"const": "sweep"}, "sampling_algorithm": {"enum": ["random", "grid", "bayesian"]},
             "search_space": {"type": "object", "additionalProperties": {"oneOf": ranges}},
             "objective": closed({"goal": {"enum": ["minimize", "maximize"]}, "primary_metric": string()}), "trial": closed(step)}
    settings = {"default_compute": string(), "continue_on_step_failure": {"type": "boolean"}}
    steps = [closed({**step, "type": {"const": "command"}}, required=["type"]), closed(sweep, required=["type", "trial"])]
    top = {**words, "$schema": string(), "type": {"enum": ["pipeline", "command"]}, "settings": closed(settings), **step,
           "jobs": {"type": "object", "additionalProperties": {"oneOf": steps}}}
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", **closed(top, required=["type"])}
    path = pathlib.Path(folder) / "pipeline.schema.json"
    path.write_text(json.dumps(schema, indent=1))
    return path
