"""footplate migrate: v1 pipelines, HyperDrive configurations and schedules become v2 files."""
import json

import pytest

from migrate_helpers import errors, notes, write

RUNCONFIG = """\
framework: Python
script: other.py
target: gpu
nodeCount: 2
environment:
  environmentVariables: {LEVEL: low}
  python: {condaDependencies: {dependencies: [python=3.11, pip, {pip: [numpy==2.0.0]}]}}
  docker: {baseImage: "python:3.11"}
"""
PIPELINE = """\
pipeline:
  name: digits
  parameters:
    Epochs: {type: int, default: 3}
  default_compute: cpu-cluster
  data_references:
    raw: {datastore: workspaceblobstore, path_on_datastore: raw/digits}
  steps:
    PrepData:
      type: PythonScriptStep
      name: prepare
      runconfig: .azureml/p.runconfig
      script_name: prep.py
      source_directory: src
      arguments: [--raw, "input:raw", --out, "output:clean"]
      parameters: {SEED: 7}
      inputs: {raw: {source: raw, bind_mode: mount}}
      outputs: {clean: {destination: CleanData, datastore: workspaceblobstore, bind_mode: mount}}
    train:
      python_script_step: {name: PythonScriptStep, script_name: train.py, source_directory: src, allow_reuse: True}
      runconfig: .azureml/p.runconfig
      compute: cpu-cluster
      arguments: [--epochs, "parameter:n"]
      parameters: {n: {source: Epochs}}
      inputs: {clean: {source: CleanData}}
      outputs: {result: {destination: Output, datastore: archive, type: upload}}
"""
PREP = """\
  prep_data:
    type: command
    display_name: prepare
    code: ./src
    command: AML_PARAMETER_SEED="${{inputs.SEED}}" python prep.py --raw ${{inputs.raw}} --out ${{outputs.clean}}
    environment:
      image: python:3.11
      conda_file: ./p-conda.yml
    environment_variables:
      LEVEL: low
    resources:
      instance_count: 2
    inputs:
      raw: ${{parent.inputs.raw}}
      SEED: 7
    outputs:
      clean:
        type: uri_folder
"""
TRAIN = """\
    command: AZUREML_DATAREFERENCE_clean="${{inputs.clean}}" AZUREML_DATAREFERENCE_result="${{outputs.result}}" python train.py --epochs ${{inputs.n}}
"""
TRAIN_PORTS = """\
    inputs:
      clean: ${{parent.jobs.prep_data.outputs.clean}}
      n: ${{parent.inputs.Epochs}}
    outputs:
      result:
        type: uri_folder
        path: azureml://datastores/archive/paths/azureml/${{name}}/${{output_name}}/
        mode: upload
"""
HYPER = """\
sampling:
  type: bayesian
  parameter_space:
    - {name: --rate, expression: uniform, values: [0.01, 0.1]}
    - {name: layers, expression: choice, values: [1, 2]}
policy: {type: BanditPolicy, slack_factor: 0.2}
primary_metric_name: accuracy
primary_metric_goal: Minimize
max_total_runs: 8
max_concurrent_runs: 20
max_duration_minutes: 100
"""


@pytest.fixture
def pipeline(project):
    for name in ("src/prep.py", "src/train.py"):
        write(project, name, "")
    write(project, ".azureml/p.runconfig", RUNCONFIG)
    write(project, "pipe.yml", PIPELINE)
    return project


def test_steps_become_nodes_that_name_each_other(footplate, pipeline):
    assert notes(footplate, "pipe.yml") == []
    made = (pipeline / "pipe-v2.yml").read_text()
    assert "inputs:\n  Epochs: 3\n  raw:\n    type: uri_folder\n    path: azureml://datastores/workspaceblobstore/paths/raw/digits\n" in made
    assert "settings:\n  default_compute: azureml:cpu-cluster\n" in made
    assert PREP in made and TRAIN in made and made.endswith(TRAIN_PORTS)
    assert (pipeline / "pipe.yml").read_text() == PIPELINE
    assert errors(footplate, "pipe-v2.yml", "p-conda.yml") == []
    write(pipeline, ".footplate/datastores/workspaceblobstore/raw/digits/a.csv", "1")
    footplate("submit", "--dry-run", "pipe-v2.yml", status=0)


def test_json_text_is_read_too(footplate, pipeline):
    body = {"pipeline": {"steps": {"a": {"type": "PythonScriptStep", "script_name": "prep.py", "source_directory": "src", "arguments": ["--n", 3]}}}}
    write(pipeline, "as-json.yml", json.dumps(body))
    footplate("migrate", "as-json.yml", "-o", "v2", status=0)
    assert "    command: python prep.py --n 3\n" in (pipeline / "v2/as-json.yml").read_text()
    assert errors(footplate, "v2/as-json.yml") == []


def test_a_step_never_reused_is_a_component(footplate, pipeline):
    write(pipeline, "pipe.yml", PIPELINE.replace("allow_reuse: True", "allow_reuse: False"))
    footplate("migrate", "pipe.yml", status=0)
    component = (pipeline / "pipe-v2-train.yml").read_text()
    assert "is_deterministic: false\n" in component and "  n:\n    type: integer\n" in component
    assert "    component: ./pipe-v2-train.yml\n" in (pipeline / "pipe-v2.yml").read_text()
    assert errors(footplate, "pipe-v2.yml", "pipe-v2-train.yml") == []


def test_a_parallel_run_step_is_a_parallel_node(footplate, pipeline):
    write(pipeline, "par.yml", "entry_script: train.py\nsource_directory: src\nmini_batch_size: 10KB\nnode_count: 2\nrun_max_try: 3\n"
          "output_action: append_row\nenvironment:\n  docker: {baseImage: 'python:3.11'}\n  python: {userManagedDependencies: true}\n")
    write(pipeline, "score.yml", "pipeline:\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n      type: ParallelRunStep\n"
          "      parallel_run_config: par.yml\n      inputs: {images: {source: images}}\n      outputs: {scores: {destination: Scores}}\n")
    footplate("migrate", "score.yml", status=0)
    made = (pipeline / "score-v2.yml").read_text()
    assert "    type: parallel\n    input_data: ${{inputs.images}}\n    mini_batch_size: 10KB\n" in made
    assert "    task:\n      type: run_function\n      code: ./src\n      entry_script: train.py\n      environment:\n        image: python:3.11\n      append_row_to: ${{outputs.scores}}\n" in made
    assert errors(footplate, "score-v2.yml") == []


def test_settings_of_a_parallel_run_as_the_sdk_saves_them(footplate, pipeline):
    write(pipeline, "par.yml", "parallel_run_config:\n  entry_script: train.py\n  source_directory: src\n  mini_batch_size: 5\n  process_count_per_node: 3\n"
          "  run_invocation_timeout: 600\n  allowed_failed_count: 7\n  output_action: summary_only\n  compute_target_name: gpu\n  node_count: 2\n"
          "  environment:\n    docker: {baseImage: 'python:3.11'}\n    python: {userManagedDependencies: true}\n")
    write(pipeline, "score.yml", "pipeline:\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n      type: ParallelRunStep\n"
          "      parallel_run_config: par.yml\n      inputs: {images: {source: images}}\n      outputs: {scores: {destination: Scores}}\n")
    assert not [note for note in notes(footplate, "score.yml") if "par.yml" in note]
    made = (pipeline / "score-v2.yml").read_text()
    for line in ("mini_batch_size: '5'", "mini_batch_error_threshold: 7", "max_concurrency_per_instance: 3", "  timeout: 600", "instance_count: 2",
                 "entry_script: train.py", "compute: azureml:gpu"):
        assert line in made
    assert errors(footplate, "score-v2.yml") == []


def test_a_parallel_run_goes_where_its_settings_say(footplate, pipeline):
    write(pipeline, "par.yml", "parallel_run_config:\n  entry_script: train.py\n  source_directory: src\n  partition_keys: [city, 'yes']\n"
          "  compute_target_name: gpu\n  allowed_failed_percent: 20\n  append_row_file_name: out.txt\n  environment_variables: {LEVEL: low}\n  environment: {docker: {baseImage: 'python:3.11'}}\n")
    write(pipeline, "score.yml", "pipeline:\n  default_compute: cpu-cluster\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n"
          "      type: ParallelRunStep\n      compute: other\n      parallel_run_config: par.yml\n      inputs: {images: {source: images}}\n"
          "      outputs: {scores: {destination: Scores}}\n")
    said = notes(footplate, "score.yml")
    assert "step 'score': the output 'scores' is now the file of the rows, no folder with 'out.txt' in it" in said
    assert not [note for note in said if "no counterpart" in note]
    made = (pipeline / "score-v2.yml").read_text()
    assert "    compute: azureml:gpu\n" in made and "other" not in made and "mini_batch_size" not in made
    assert "      program_arguments: --allowed_failed_percent 20\n" in made
    assert "    partition_keys:\n      - city\n      - 'yes'\n    environment_variables:\n      LEVEL: low\n" in made
    assert errors(footplate, "score-v2.yml") == []


def test_a_parallel_run_without_a_size_takes_ten_files_as_v1_did(footplate, pipeline):
    write(pipeline, "par.yml", "entry_script: train.py\nsource_directory: src\nenvironment: {docker: {baseImage: 'python:3.11'}}\n")
    write(pipeline, "score.yml", "pipeline:\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n      type: ParallelRunStep\n"
          "      parallel_run_config: par.yml\n      inputs: {images: {source: images}}\n      outputs: {scores: {destination: Scores}}\n")
    footplate("migrate", "score.yml", status=0)
    assert "    mini_batch_size: '10'\n" in (pipeline / "score-v2.yml").read_text()


def test_variables_of_a_parallel_run_are_texts(footplate, pipeline):
    write(pipeline, "par.yml", "entry_script: train.py\nsource_directory: src\nenvironment_variables: {N: 1, ON: true, NONE: , MANY: [a]}\nenvironment: {docker: {baseImage: 'python:3.11'}}\n")
    write(pipeline, "score.yml", "pipeline:\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n      type: ParallelRunStep\n"
          "      parallel_run_config: par.yml\n      inputs: {images: {source: images}}\n      outputs: {scores: {destination: Scores}}\n")
    said = notes(footplate, "score.yml")
    assert "'par.yml': 'environment_variables.MANY' has no counterpart: it is left out" in said
    assert "    environment_variables:\n      N: '1'\n      'ON': 'true'\n      NONE: ''\n" in (pipeline / "score-v2.yml").read_text()
    assert errors(footplate, "score-v2.yml") == []


@pytest.mark.parametrize("reuse, told", [("True", []), ("False", ["step 'score': 'allow_reuse: false' has no counterpart: it is left out"])])
def test_a_parallel_run_that_is_never_reused_is_told(footplate, pipeline, reuse, told):
    write(pipeline, "par.yml", "entry_script: train.py\nsource_directory: src\nenvironment: {docker: {baseImage: 'python:3.11'}}\n")
    write(pipeline, "score.yml", "pipeline:\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n      type: ParallelRunStep\n"
          f"      allow_reuse: {reuse}\n      parallel_run_config: par.yml\n      inputs: {{images: {{source: images}}}}\n      outputs: {{scores: {{destination: Scores}}}}\n")
    assert [note for note in notes(footplate, "score.yml") if "reuse" in note] == told


def test_a_version_in_a_folder_s_name_makes_no_file_of_it(footplate, pipeline):
    write(pipeline, "pipe.yml", PIPELINE.replace("raw/digits", "raw/v1.2"))
    footplate("migrate", "pipe.yml", status=0)
    assert "  raw:\n    type: uri_folder\n    path: azureml://datastores/workspaceblobstore/paths/raw/v1.2\n" in (pipeline / "pipe-v2.yml").read_text()


def test_numbers_that_a_parallel_node_does_not_take_are_told(footplate, pipeline):
    write(pipeline, "par.yml", "entry_script: train.py\nsource_directory: src\nenvironment: {docker: {baseImage: 'python:3.11'}}\nmini_batch_size: 10 KB\n"
          "process_count_per_node: 0\nrun_max_try: '2'\nrun_invocation_timeout: -1\nlogging_level: LOUD\n")
    write(pipeline, "score.yml", "pipeline:\n  data_references: {images: {dataset_name: mnist}}\n  steps:\n    score:\n      type: ParallelRunStep\n"
          "      parallel_run_config: par.yml\n      inputs: {images: {source: images}}\n      outputs: {scores: {destination: Scores}}\n")
    said = notes(footplate, "score.yml")
    for note in ("process_count_per_node: 0' is too small or too large: it is left out", "run_invocation_timeout: -1' is too small or too large: it is left out",
                 "logging_level: LOUD' has no counterpart: it is left out"):
        assert f"'par.yml': '{note}" in said
    made = (pipeline / "score-v2.yml").read_text()
    assert "    mini_batch_size: 10KB\n    retry_settings:\n      max_retries: 2\n" in made and "timeout" not in made
    assert errors(footplate, "score-v2.yml") == []


def test_a_parameter_of_nothing_is_empty(footplate, pipeline):
    write(pipeline, "pipe.yml", PIPELINE.replace("{source: Epochs}", "{source: 'a: b #c'}"))
    assert "step 'train': nothing is called 'a: b #c': '' stands in its place" in notes(footplate, "pipe.yml")
    assert "      n: ''\n" in (pipeline / "pipe-v2.yml").read_text()
    assert errors(footplate, "pipe-v2.yml") == []


def test_a_step_of_another_kind_is_told(footplate, pipeline):
    write(pipeline, "odd.yml", "pipeline:\n  steps:\n    a: {type: JuliaStep, script_name: src/prep.py}\n")
    assert "step 'a': 'JuliaStep' is no step that v1 has: it is taken for one that runs a script" in notes(footplate, "odd.yml")


def test_what_should_be_a_mapping_and_is_none_is_told(footplate, pipeline):
    write(pipeline, "odd.yml", "pipeline:\n  parameters: [a]\n  data_references:\n  steps:\n    a: {type: PythonScriptStep, script_name: src/prep.py, inputs: raw, outputs: [], parameters: ''}\n")
    said = notes(footplate, "odd.yml")
    assert "'parameters' is no mapping: it is left out" in said and "step 'a': 'inputs' is no mapping: it is left out" in said
    assert len([note for note in said if "no mapping" in note]) == 2
    assert errors(footplate, "odd-v2.yml") == []


def test_steps_and_ports_that_are_merged_in_are_there(footplate, pipeline):
    write(pipeline, "merged.yml", "pipeline:\n  steps:\n    <<: {zero: {type: PythonScriptStep, script_name: src/prep.py}}\n"
          "    one: &one {type: PythonScriptStep, script_name: src/prep.py, outputs: {a: {destination: A}}}\n"
          "    two: {<<: *one, script_name: src/train.py, inputs: {in: {source: A}}, outputs: {<<: {c: {destination: C}}, b: {destination: B}}}\n")
    said = notes(footplate, "merged.yml")
    assert not [note for note in said if "counterpart" in note or "nothing" in note]
    made = (pipeline / "merged-v2.yml").read_text()
    one, two, zero = (made.index(f"  {name}:\n") for name in ("one", "two", "zero"))
    assert one < two < zero and "<<" not in made
    assert "      in: ${{parent.jobs.one.outputs.a}}\n" in made[two:zero]
    assert "    outputs:\n      b:\n        type: uri_folder\n      c:\n        type: uri_folder\n" in made[two:zero]
    assert errors(footplate, "merged-v2.yml") == []


def test_the_run_configuration_says_the_compute_where_neither_step_nor_pipeline_does(footplate, pipeline):
    write(pipeline, "pipe.yml", PIPELINE.replace("  default_compute: cpu-cluster\n", ""))
    footplate("migrate", "pipe.yml", status=0)
    prep, train = (pipeline / "pipe-v2.yml").read_text().split("  train:\n")
    assert "    compute: azureml:gpu\n" in prep and "    compute: azureml:cpu-cluster\n" in train


def test_the_default_compute_goes_before_a_run_configuration_that_says_local(footplate, pipeline):
    write(pipeline, ".azureml/p.runconfig", RUNCONFIG.replace("target: gpu", "target: local"))
    footplate("migrate", "pipe.yml", status=0)
    assert "    compute:" not in (pipeline / "pipe-v2.yml").read_text()


def test_what_v2_does_not_have_keeps_its_place_and_is_told(footplate, pipeline):
    text = PIPELINE + "    book:\n      type: DatabricksStep\n      notebook_path: /x\n      inputs: {r: {source: Output}}\n"
    write(pipeline, "pipe.yml", text.replace("  name: digits\n", "  name: digits\n  retries: 3\n"))
    said = notes(footplate, "pipe.yml")
    assert [note for note in said if "'pipeline.retries'" in note] and [note for note in said if "DatabricksStep" in note]
    assert [note for note in said if "'notebook_path'" in note]
    assert "      r: ${{parent.jobs.train.outputs.result}}\n" in (pipeline / "pipe-v2.yml").read_text()
    assert errors(footplate, "pipe-v2.yml") == []


def test_a_hyperdrive_configuration_is_a_sweep_over_its_run_configuration(footplate, pipeline):
    write(pipeline, "aml_config/hyper.runconfig", '{"script": "src/train.py", "arguments": ["--rate", 1, "--fast"], "target": "gpu", "maxRunDurationSeconds": 600, "odd": 1}')
    write(pipeline, "hyper.yml", HYPER)
    said = notes(footplate, "hyper.yml", "-o", "v2")
    assert [note for note in said if "'odd'" in note] and [note for note in said if "'policy'" in note]
    made = (pipeline / "v2/hyper.yml").read_text()
    assert "  command: python src/train.py --fast --rate ${{search_space.rate}} --layers ${{search_space.layers}}\n" in made
    assert "search_space:\n  rate:\n    type: uniform\n    min_value: 0.01\n    max_value: 0.1\n  layers:\n    type: choice\n" in made
    assert "limits:\n  max_total_trials: 8\n  max_concurrent_trials: 8\n  timeout: 6000\n  trial_timeout: 600\n" in made
    assert "objective:\n  goal: minimize\n  primary_metric: accuracy\n" in made and "compute: azureml:gpu\n" in made
    assert errors(footplate, "v2/hyper.yml") == []


def test_truth_values_of_a_hyperdrive_choice_are_the_words_that_v1_gave(footplate, pipeline):
    write(pipeline, "aml_config/hyper.runconfig", '{"script": "src/train.py", "target": "gpu"}')
    write(pipeline, "hyper.yml", HYPER.replace("values: [1, 2]", "values: [true, false, 3]"))
    footplate("migrate", "hyper.yml", "-o", "v2", status=0)
    assert "    values:\n      - 'True'\n      - 'False'\n      - 3\n" in (pipeline / "v2/hyper.yml").read_text()


def test_a_schedule_takes_its_pipeline_along(footplate, pipeline):
    write(pipeline, "weekly.yml", "Schedule:\n  recurrence: {frequency: Week, interval: 2, week_days: [Monday], time_of_day: '14:30', time_zone: UTC}\n"
          "  pipeline_parameters: {Epochs: 5}\n")
    made = footplate.json("migrate", "weekly.yml", "pipe.yml", status=0)["files"]
    assert [one["path"].rsplit("/", 1)[1] for one in made[0]["written"]] == ["weekly-v2.yml", "pipe-v2.yml", "p-conda.yml"]
    text = (pipeline / "weekly-v2.yml").read_text()
    assert "  schedule:\n    hours: [14]\n    minutes: [30]\n    week_days: [monday]\n" in text
    assert "create_job:\n  type: pipeline\n  job: ./pipe-v2.yml\n  inputs:\n    Epochs: 5\n" in text
    assert errors(footplate, "weekly-v2.yml", "pipe-v2.yml") == []


def test_a_step_without_a_counterpart_says_nothing_of_its_run_configuration(footplate, pipeline):
    write(pipeline, "lake.yml", "pipeline:\n  steps:\n    a: {type: AdlaStep, script_name: a.usql, runconfig: .azureml/p.runconfig}\n")
    said = notes(footplate, "lake.yml")
    assert "step 'a': its run configuration is left out" in said
    assert not [note for note in said if "p.runconfig" in note]


def test_a_run_configuration_of_another_machine_is_told(footplate, pipeline):
    write(pipeline, "pipe.yml", PIPELINE.replace("      runconfig: .azureml/p.runconfig\n      script_name", "      runconfig: 'D:\\p.runconfig'\n      script_name"))
    assert notes(footplate, "pipe.yml") == ["step 'PrepData': 'runconfig': 'p.runconfig' stands in the place of 'D:/p.runconfig'"]


def test_a_folder_of_the_node_is_told_unless_an_argument_names_it(footplate, project):
    write(project, "t.py", "")
    text = "script: t.py\narguments: [--in, /mnt/raw]\ntarget: gpu\ndataReferences: {raw: {dataStoreName: s, pathOnDataStore: r, pathOnCompute: /mnt/raw}}\nenvironment: {docker: {baseImage: 'python:3.11'}}\n"
    write(project, ".azureml/a.runconfig", text)
    assert notes(footplate, ".azureml/a.runconfig") == []
    write(project, ".azureml/b.runconfig", text.replace("[--in, /mnt/raw]", "[]"))
    assert notes(footplate, ".azureml/b.runconfig") == ["'dataReferences.raw.pathOnCompute: /mnt/raw' has no counterpart: it is left out"]


WEEKLY = "Schedule:\n  recurrence: {frequency: Week, interval: 1}\n  pipeline_parameters: {Epochs: 5}\n"


def test_a_schedule_takes_the_pipeline_that_has_its_parameters_and_says_that_it_guesses(footplate, pipeline):
    write(pipeline, "a.yml", "pipeline:\n  steps:\n    a: {type: PythonScriptStep, script_name: src/prep.py}\n")
    write(pipeline, "weekly.yml", WEEKLY)
    said = notes(footplate, "weekly.yml")
    assert "v1 names the pipeline on the command line only: of 2 that are here 'pipe.yml' is a guess" in said
    assert "  job: ./pipe-v2.yml\n" in (pipeline / "weekly-v2.yml").read_text()
    assert not (pipeline / "a-v2.yml").exists()


def test_a_parameter_that_no_pipeline_has_is_told(footplate, pipeline):
    write(pipeline, "weekly.yml", WEEKLY.replace("Epochs: 5", "Epochs: 5, odd: 1"))
    said = notes(footplate, "weekly.yml")
    assert "'pipeline_parameters.odd': 'pipe.yml' has no such parameter, it is left out" in said
    assert not [note for note in said if "guess" in note]
    assert "odd" not in (pipeline / "weekly-v2.yml").read_text().split("create_job:")[1]
    assert errors(footplate, "weekly-v2.yml") == []


def test_a_pipeline_that_is_migrated_already_is_no_second_choice(footplate, pipeline):
    footplate("migrate", "pipe.yml", status=0)
    write(pipeline, "weekly.yml", WEEKLY)
    assert notes(footplate, "weekly.yml") == []
    assert "  job: ./pipe-v2.yml\n" in (pipeline / "weekly-v2.yml").read_text()


def test_a_key_that_is_dropped_is_told(footplate, project):
    write(project, "t.py", "")
    write(project, ".azureml/a.runconfig", "script: t.py\ntarget: local\nretries: 3\nhistory: {colour: red}\nenvironment: {docker: {baseImage: 'python:3.11', speed: 9}}\n")
    said = notes(footplate, ".azureml/a.runconfig")
    for key in ("'retries'", "'history.colour'", "'environment.docker.speed'"):
        assert [note for note in said if note.startswith(key)], key
    assert errors(footplate, "a.yml") == []


def test_a_conda_file_that_is_not_there_is_told_and_stays_as_a_comment(footplate, project):
    write(project, "t.py", "")
    write(project, ".azureml/a.runconfig", "script: t.py\ntarget: local\nenvironment:\n  python: {condaDependenciesFile: gone.yml}\n  docker: {baseImage: 'python:3.11'}\n")
    assert [note for note in notes(footplate, ".azureml/a.runconfig") if "no 'gone.yml'" in note]
    assert "  # conda_file: ./gone.yml\n" in (project / "a.yml").read_text()
    assert errors(footplate, "a.yml") == []
