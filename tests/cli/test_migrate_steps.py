"""footplate migrate: steps beside their run configurations, and what names what."""
import shutil

import pytest

from migrate_helpers import errors, notes, write

RUNCONFIG = """\
script: train.py
communicator: None
target: cpu
nodeCount: 4
environment:
  python: {condaDependencies: {dependencies: [python=3.11, %s]}}
  docker: {baseImage: "python:3.11", shmSize: 8g}
dataReferences: {raw: {dataStoreName: ws, pathOnDataStore: a/b}}
"""


@pytest.fixture
def steps(footplate, project):
    """The pipeline that these steps become, and what is noted."""
    for folder in ("a", "b"):
        write(project, f"{folder}/train.py", "")
        write(project, f"{folder}/.azureml/run.runconfig", RUNCONFIG % f"only-{folder}=1")

    def run(text, head=""):
        write(project, "p.yml", "pipeline:\n" + head + "  steps:\n" + text)
        shutil.rmtree(project / "v2", ignore_errors=True)
        said = notes(footplate, "p.yml", "-o", "v2")
        assert errors(footplate, *[str(path) for path in (project / "v2").iterdir() if path.suffix == ".yml"]) == []
        return (project / "v2/p.yml").read_text(), said

    return run


def step(name, rest, folder="a"):
    return f"    {name}:\n      type: PythonScriptStep\n      source_directory: {folder}\n      runconfig: {folder}/.azureml/run.runconfig\n      script_name: train.py\n      {rest}\n"


DATA = "  data_references: {raw: {datastore: ws, path_on_datastore: x}}\n"


def test_two_run_configurations_of_one_name_keep_their_packages(steps, project):
    made, _ = steps(step("A", "arguments: []") + step("B", "arguments: []", "b"))
    first, second = made.split("  b:\n")
    assert "conda_file: ./run-conda.yml\n" in first and "conda_file: ./run-conda-2.yml\n" in second
    assert "only-a" in (project / "v2/run-conda.yml").read_text() and "only-b" in (project / "v2/run-conda-2.yml").read_text()


def test_the_input_of_a_step_goes_before_that_of_its_run_configuration(steps, project):
    made, said = steps(step("A", "inputs: {raw: {source: raw}}"), DATA)
    assert made.count("      raw:") == 1 and "      raw: ${{parent.inputs.raw}}\n" in made
    assert "'run.runconfig': 'raw' is left out: there is another of that name" in said
    steps(step("A", "inputs: {raw: {source: raw}}\n      allow_reuse: false"), DATA)
    assert (project / "v2/p-a.yml").read_text().count("  raw:\n") == 1


def test_a_parameter_of_that_name_is_another_port(steps):
    made, said = steps(step("A", "parameters: {raw: 1}"))
    assert "      raw: 1\n      raw_2:\n        type: uri_folder\n" in made
    assert 'AML_PARAMETER_raw="${{inputs.raw}}" AZUREML_DATAREFERENCE_raw="${{inputs.raw_2}}" python train.py' in made and said == []


@pytest.mark.parametrize("given", ['["--in", "$AZUREML_DATAREFERENCE_clean/x", "--n", "parameter:n"]', "--in $AZUREML_DATAREFERENCE_clean/x --n parameter:n",
                                   '["--in", "${AZUREML_DATAREFERENCE_clean}/x", "--n", "$AML_PARAMETER_n"]', "--in ${AZUREML_DATAREFERENCE_clean}/x --n $AML_PARAMETER_n"])
def test_arguments_that_name_variables_or_ports_get_the_bindings(steps, given):
    made, _ = steps(step("A", f"arguments: {given}\n      inputs: {{clean: {{source: raw}}}}\n      parameters: {{n: 2}}"), DATA)
    assert "python train.py --in ${{inputs.clean}}/x --n ${{inputs.n}}\n" in made


def test_a_parameter_with_blanks_stays_one_argument(steps):
    made, _ = steps(step("A", "arguments: [--n, 'parameter:n', --k, 'parameter:k']\n      parameters: {n: x y, k: z}"))
    assert "--n '${{inputs.n}}' --k ${{inputs.k}}\n" in made


def test_a_written_command_hands_its_variables_to_all_of_it(steps):
    made, _ = steps(step("A", "command: cd x && python train.py\n      inputs: {clean: {source: raw}}"), DATA)
    assert 'command: export AZUREML_DATAREFERENCE_clean="${{inputs.clean}}" AZUREML_DATAREFERENCE_raw="${{inputs.raw}}"; cd x && python train.py\n' in made


def test_the_count_of_a_step_goes_before_and_the_rest_stays(steps):
    made, said = steps(step("A", "node_count: 2"))
    assert "    resources:\n      instance_count: 2\n      shm_size: 8g\n" in made and said == []


def test_of_data_and_an_output_with_one_name_a_step_takes_what_is_made_before_it(steps):
    made, said = steps(step("A", "inputs: {x: {source: mid}}\n      outputs: {o: {destination: mid}}") + step("B", "inputs: {x: {source: mid}}", "b"),
                       "  data_references: {mid: {datastore: ws, path_on_datastore: x}}\n")
    assert "      x: ${{parent.inputs.mid}}\n" in made and "      x: ${{parent.jobs.a.outputs.o}}\n" in made
    assert "'mid' is an input and the output of a step: what an earlier step has made is taken" in said


def test_a_step_takes_nothing_of_its_own(steps):
    made, said = steps(step("A", "inputs: {x: {source: mid}}\n      outputs: {o: {destination: mid}}"))
    assert "parent.jobs.a" not in made and "step 'A': nothing is called 'mid': a folder of the datastore stands in its place" in said


def test_defaults_that_are_not_of_their_type_are_text(steps):
    made, said = steps(step("A", "arguments: ['parameter:n', 'parameter:e']\n      parameters: {n: {source: n}, e: null}"),
                       "  parameters: {n: {type: int, default: abc}, lr: {type: float, default: 1e-3}}\n")
    assert "  n: abc\n  lr: 1.0e-3\n" in made and "      e: ''\n" in made
    assert "the parameter 'n' is now text: its default 'abc' is no integer" in said
    assert "step 'A': the parameter 'e' has no default: '' stands in its place" in said


def test_counts_that_are_none_are_told(steps):
    made, said = steps(step("A", "process_count_per_node: two").replace("PythonScriptStep", "MpiStep"))
    assert "      process_count_per_instance: 1\n" in made
    assert said == ["step 'A': 'process_count_per_node: two' is no count: 1 stands in its place"]


def test_the_settings_of_a_parallel_run_stay_within_what_v2_takes(steps, project):
    write(project, "par.yml", "entry_script: train.py\nsource_directory: a\nmini_batch_size: 5\nrun_invocation_timeout: 600000\nprocess_count_per_node: two\n"
          "environment: {docker: {baseImage: 'python:3.11'}}\n")
    made, said = steps("    S:\n      type: ParallelRunStep\n      parallel_run_config: par.yml\n      inputs: {images: {source: raw}}\n      side_inputs: {labels: {source: raw}}\n", DATA)
    assert "      timeout: 259200\n" in made and "max_concurrency" not in made
    assert "'par.yml': 'run_invocation_timeout: 600000' is now 259200, the most that v2 takes" in said
    assert "'par.yml': 'process_count_per_node: two' is no whole number: it is left out" in said
    assert "step 'S': no argument names 'labels': hand the script ${{inputs.labels}}" in said


def test_a_dataset_whose_name_has_blanks_is_a_guess(steps):
    made, said = steps(step("A", "inputs: {d: {source: d}}"), "  data_references: {d: {dataset_name: my data}}\n")
    assert "    path: azureml:my_data@latest\n" in made and "'d': 'my_data' stands in the place of 'my data'" in said


IDENTITY = "    identity:\n      type: user_identity\n"


@pytest.fixture
def passing(project, steps):
    """The same, where the run configuration of the steps lets them act as who submits them."""
    write(project, "a/.azureml/run.runconfig", RUNCONFIG % "only-a=1" + "credentialPassthrough: true\n")
    return steps


def test_a_step_acts_as_who_submits_it_where_its_run_configuration_says_so(passing):
    made, said = passing(step("A", "arguments: []") + step("B", "arguments: []", "b"))
    first, second = made.split("  b:\n")
    assert IDENTITY in first and "identity" not in second and said == []


def test_a_component_leaves_that_to_its_node(passing, project):
    made, _ = passing(step("A", "allow_reuse: false"))
    assert IDENTITY in made and "identity" not in (project / "v2/p-a.yml").read_text()


def test_a_parallel_step_acts_as_who_submits_it(passing, project):
    write(project, "par.yml", "entry_script: train.py\nsource_directory: a\nmini_batch_size: 5\n")
    made, _ = passing("    S:\n      type: ParallelRunStep\n      runconfig: a/.azureml/run.runconfig\n      parallel_run_config: par.yml\n      inputs: {images: {source: raw}}\n", DATA)
    assert IDENTITY in made


def test_the_values_of_parameters_stay_whole_in_their_quotes(steps):
    made, _ = steps(step("A", "arguments: [--b, 'parameter:b']\n      parameters: {a: 'say \"hi\" $x', b: \"it's\"}"))
    assert "AML_PARAMETER_a='${{inputs.a}}' " in made and 'python train.py --b "${{inputs.b}}"\n' in made


def test_a_day_is_a_text(steps):
    assert "      d: '2020-01-01'\n" in steps(step("A", "parameters: {d: 2020-01-01}"))[0]


def test_an_input_without_a_source_has_its_own_name(steps):
    made, said = steps(step("A", "inputs: {raw: null}"), DATA)
    assert "      raw: ${{parent.inputs.raw}}\n" in made and not [note for note in said if "nothing is called" in note]


def test_a_reuse_in_quotes_is_one(steps):
    assert "component: ./p-a.yml\n" in steps(step("A", "allow_reuse: 'False'"))[0]


@pytest.mark.parametrize("given, note", [
    ("arguments: [--a, [x], {b: c, d: e}]", "'arguments': what is no text is left out"),
    ("arguments: {--a: x}", "'arguments': what is no text is left out"),
    ("compute: [gpu]", "'compute' has no counterpart: it is left out"),
    ("node_count: two", "'node_count: two' is no whole number: it is left out"),
    ("inputs: {x: {source: raw, bind_mode: copy}}", "'inputs.x.bind_mode: copy' has no counterpart: it is left out"),
    ("outputs: {x: {datastore: my store}}", "'datastore: my store' is no name of a datastore"),
])
def test_what_a_step_loses_is_told(steps, given, note):
    assert f"step 'A': {note}" in steps(step("A", given), DATA)[1]


def test_what_a_pipeline_loses_is_told(steps):
    said = steps("    A: train.py\n", "  default_datastore: my store\n  data_references: {raw: here}\n")[1]
    for note in ("'steps.A' is no mapping: it is left out", "'data_references.raw' is no mapping: it is left out", "'default_datastore: my store' is no name of a datastore"):
        assert note in said


def test_what_the_settings_of_a_parallel_run_lose_is_told(steps, project):
    write(project, "par.yml", "entry_script: train.py\nsource_directory: a\npartition_keys: city\nnode_count: two\nlogging_level: [INFO]\nenvironment: {docker: {baseImage: 'python:3.11'}}\n")
    made, said = steps("    S:\n      type: ParallelRunStep\n      parallel_run_config: par.yml\n      inputs: {images: {source: raw}}\n", DATA)
    assert "    partition_keys:\n      - city\n" in made
    assert "'par.yml': 'node_count: two' is no whole number: it is left out" in said and "'par.yml': 'logging_level' has no counterpart: it is left out" in said
