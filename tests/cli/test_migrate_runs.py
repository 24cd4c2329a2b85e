"""footplate migrate: what a run configuration says means the same afterwards, or a note says what is lost."""
import shutil

import pytest

from migrate_helpers import errors, notes, write

HEAD = "framework: Python\ntarget: cpu\nenvironment: {docker: {baseImage: 'python:3.11'}}\n"
RAW = "dataReferences: {raw: {dataStoreName: ws, pathOnDataStore: a/b%s}}\n"


@pytest.fixture
def migrated(footplate, project):
    """The job that a run configuration becomes, and what is noted; the files have no error."""
    write(project, "train.py", "")

    def run(text, *also):
        write(project, ".azureml/a.runconfig", text)
        shutil.rmtree(project / "v2", ignore_errors=True)
        said = notes(footplate, ".azureml/a.runconfig", "-o", "v2")
        assert errors(footplate, "v2/a.yml", *also) == []
        return (project / "v2/a.yml").read_text(), said

    return run


def test_each_program_of_a_written_command_gets_the_variables(migrated):
    made, _ = migrated("command: pip install -r req.txt && python train.py\n" + HEAD + RAW % "")
    assert 'command: export AZUREML_DATAREFERENCE_raw="${{inputs.raw}}"; pip install -r req.txt && python train.py\n' in made
    made, _ = migrated("script: train.py\n" + HEAD + RAW % "")
    assert 'command: AZUREML_DATAREFERENCE_raw="${{inputs.raw}}" python train.py\n' in made


@pytest.mark.parametrize("folder, before, after", [
    ("data", "./data/train.csv", "${{inputs.raw}}/train.csv"),
    ("data", "data/train.csv", "${{inputs.raw}}/train.csv"),
    ("./data/", "data/train.csv", "${{inputs.raw}}/train.csv"),
    ("data", "--in=data/x", "--in=${{inputs.raw}}/x"),
    ("data", "/mnt/shared/data/x", "/mnt/shared/data/x"),
    ("data", "../data/x", "../data/x"),
    ("data", "data.csv", "data.csv"),
    ("/mnt/raw", "/mnt/raw/x", "${{inputs.raw}}/x"),
    ("/mnt/raw", "/data/mnt/raw", "/data/mnt/raw"),
    ("/mnt/raw", "wasbs://mnt/raw", "wasbs://mnt/raw"),
    ("/mnt/raw", "/mnt/raw.csv", "/mnt/raw.csv"),
])
def test_a_folder_of_the_node_is_no_piece_of_another_path(migrated, folder, before, after):
    made, _ = migrated(f"script: train.py\narguments: [--other, '{before}', $AZUREML_DATAREFERENCE_raw]\n" + HEAD + RAW % f", pathOnCompute: {folder}")
    assert f"command: python train.py --other {after} ${{{{inputs.raw}}}}\n" in made


def test_a_word_that_may_be_the_folder_is_told(migrated):
    made, said = migrated("script: train.py\narguments: [--split, data]\n" + HEAD + RAW % ", pathOnCompute: data")
    assert "python train.py --split ${{inputs.raw}}\n" in made
    assert said == ["the argument 'data' is taken for the folder that 'dataReferences.raw.pathOnCompute' names"]


def test_a_variable_goes_on_behind_a_dash(migrated):
    made, _ = migrated("script: train.py\narguments: [a$AZUREML_DATAREFERENCE_raw, '${AZUREML_DATAREFERENCE_raw}x', $AZUREML_DATAREFERENCE_rawest]\n" + HEAD + RAW % "")
    assert "python train.py a${{inputs.raw}} ${{inputs.raw}}x '$AZUREML_DATAREFERENCE_rawest'\n" in made


def test_data_whose_names_become_one_keeps_its_ports(migrated):
    made, said = migrated("script: train.py\n" + HEAD + RAW % "" + "data: {raw: {dataLocation: {datapath: {datastoreName: ws, relativePath: c}}}}\n")
    assert "  raw:\n    type: uri_folder\n    path: azureml://datastores/ws/paths/a/b\n" in made
    assert "  raw_2:\n    type: uri_folder\n    path: azureml://datastores/ws/paths/c\n" in made
    assert 'AZUREML_DATAREFERENCE_raw="${{inputs.raw}}" raw="${{inputs.raw_2}}" python train.py' in made and said == []


SPARK = "script: train.py\nframework: PySpark\ntarget: pool\n"


def test_spark_packages_and_variables_join_what_the_configuration_says(migrated):
    made, said = migrated(SPARK + "spark:\n  configuration:\n    spark.executor.memory: 4096\n    spark.driver.memory: 2GB\n    spark.driver.cores: '2'\n"
                          "    spark.jars.packages: a:b:1\n    spark.yarn.appMasterEnv.FOO: x\nenvironment:\n  name: e\n  environmentVariables: {FOO: '1'}\n"
                          "  spark: {repositories: ['https://x'], packages: [{group: a, artifact: b, version: 1}, {group: g, artifact: a, version: 1}]}\n")
    for line in ("spark.executor.memory: 4096m", "spark.driver.memory: 2g", "spark.driver.cores: 2", "spark.jars.packages: a:b:1,g:a:1",
                 "spark.jars.repositories: https://x", "spark.yarn.appMasterEnv.FOO: x", "spark.executorEnv.FOO: '1'"):
        assert made.count(f"  {line}\n") == 1, line
    assert "'spark.yarn.appMasterEnv.FOO' is left out: there is another of that name" in said


@pytest.mark.parametrize("given, low, high, told", [
    ("", 1, 2, True), ("    spark.executor.instances: 5\n", 1, 5, True), ("    spark.dynamicAllocation.minExecutors: 3\n", 3, 3, True),
    ("    spark.dynamicAllocation.minExecutors: 2\n    spark.dynamicAllocation.maxExecutors: 4\n", 2, 4, False),
    ("    spark.dynamicAllocation.minExecutors: 0\n    spark.dynamicAllocation.maxExecutors: 4\n", 1, 4, True),
])
def test_dynamic_allocation_has_both_its_ends(migrated, given, low, high, told):
    made, said = migrated(SPARK + "spark:\n  configuration:\n    spark.dynamicAllocation.enabled: true\n" + given + "environment: {name: e}\n")
    assert f"  spark.dynamicAllocation.minExecutors: {low}\n  spark.dynamicAllocation.maxExecutors: {high}\n" in made
    assert any("dynamic allocation" in note for note in said) == told


@pytest.mark.parametrize("instances, kept", [("9", 4), ("3", 3), ("many", 2)])
def test_executors_lie_between_the_ends(migrated, instances, kept):
    made, said = migrated(SPARK + "spark:\n  configuration:\n    spark.dynamicAllocation.enabled: yes\n    spark.dynamicAllocation.minExecutors: 2\n"
                          f"    spark.dynamicAllocation.maxExecutors: 4\n    spark.executor.instances: {instances}\nenvironment: {{name: e}}\n")
    assert f"  spark.executor.instances: {kept}\n" in made
    note = f"'spark.configuration.spark.executor.instances: {instances}' is now {kept}, within the fewest and most executors"
    assert (note in said) == (instances != "3")


def test_ends_without_dynamic_allocation_are_left_out(migrated):
    made, said = migrated(SPARK + "spark: {configuration: {spark.dynamicAllocation.maxExecutors: 4, spark.executor.memory: lots}}\nenvironment: {name: e}\n")
    assert "maxExecutors" not in made and "  spark.executor.memory: 2g\n" in made
    assert "'spark.configuration.spark.dynamicAllocation.maxExecutors' has no counterpart: it is left out" in said
    assert "'spark.configuration.spark.executor.memory: lots' is no size: 2g stands in its place" in said


@pytest.mark.parametrize("given, made", [("2147483648", "2147483648b"), ("8G", "8g"), ("1.5g", "1536m"), ("512MB", "512m"), ("1t", "1024g")])
def test_shared_memory_has_its_unit(migrated, given, made):
    assert f"  shm_size: {made}\n" in migrated(HEAD.replace("docker: {", f"docker: {{shmSize: {given}, ") + "script: train.py\n")[0]


def test_shared_memory_that_is_no_size_is_told(migrated):
    made, said = migrated(HEAD.replace("docker: {", "docker: {shmSize: much, ") + "script: train.py\n")
    assert "shm_size" not in made and said == ["'shmSize: much' is no size: it is left out"]


@pytest.mark.parametrize("file", ["''", "src"])
def test_a_dockerfile_that_is_none_leaves_the_image(migrated, project, file):
    (project / "src").mkdir()
    made, said = migrated(HEAD.replace("docker: {", f"docker: {{baseDockerfile: {file}, ") + "script: train.py\n")
    assert "build:" not in made and "  image: " in made
    assert [note for note in said if "baseDockerfile" in note] == (["'environment.docker.baseDockerfile': there is no 'src', a usual image stands in its place"] if file == "src" else [])


def test_variables_and_packages_that_are_merged_in_are_there(migrated, project):
    made, said = migrated("base: &base\n  environmentVariables: &all {A: '1', B: '2'}\n  docker: {baseImage: 'python:3.11'}\nscript: train.py\ntarget: cpu\nenvironment:\n  <<: *base\n"
                          "  environmentVariables: {<<: [*all, {C: '3'}], B: mine, D: {x: 1}}\n  python: {condaDependencies: {<<: {channels: [defaults]}, dependencies: [python=3.11]}}\n", "v2/a-conda.yml")
    assert "environment_variables:\n  B: mine\n  A: '1'\n  C: '3'\n" in made
    assert (project / "v2/a-conda.yml").read_text() == "dependencies:\n  - python=3.11\nchannels:\n  - defaults\n"
    assert said == ["'environmentVariables.D' has no counterpart: it is left out"]


def test_merges_of_merges_end_soon(migrated):
    text = "a0: &a0 {A: '1'}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 12))
    made, said = migrated(text + "script: train.py\ntarget: cpu\nenvironment: {environmentVariables: {<<: *a11}, docker: {baseImage: 'python:3.11'}}\n")
    assert "environment_variables:\n  A: '1'\n" in made and said == []
    made, _ = migrated(text + "<<: *a11\nscript: train.py\n" + HEAD)
    assert "command: python train.py\n" in made


@pytest.mark.parametrize("given, note", [
    ("communicator: ParallelTask\n", "'communicator: ParallelTask' has no counterpart: it runs as a plain command"),
    ("communicator: Horovod\n", "'communicator: Horovod' has no counterpart: it runs as a plain command"),
    ("framework: Cntk\n", "'framework: Cntk' has no counterpart: it runs as a plain command"),
    ("communicator: None\n", None),
    ("arguments: [--lr: 0.1]\n", "'arguments': what is no text is left out"),
    ("tags: [a]\n", "'tags' is no mapping: it is left out"),
    ("dataReferences: raw\n", "'dataReferences' is no mapping: it is left out"),
    ("dataReferences: []\n", None),
    ("arguments: {--lr: 0.1}\n", "'arguments': what is no text is left out"),
    ("nodeCount: [2]\n", "'nodeCount' has no counterpart: it is left out"),
    ("maxRunDurationSeconds: -5\n", "'maxRunDurationSeconds: -5' is too small or too large: it is left out"),
    ("jobName: [a]\n", "'jobName' has no counterpart: it is left out"),
    ("mpi: 3\n", "'mpi' is no mapping: it is left out"),
    ("history: [logs]\n", "'history' is no mapping: it is left out"),
    ("---\nscript: other.py\n", "the file holds several documents: all but the first are left out"),
    ("---\n", None),
])
def test_what_is_lost_is_told(migrated, given, note):
    made, said = migrated("script: train.py\n" + HEAD.replace("framework: Python\n", "") + given)
    assert "command: python train.py\n" in made and "distribution" not in made
    assert said == ([note] if note else [])


def test_a_command_without_a_text_is_none(migrated):
    made, said = migrated(HEAD + "command: [{python: train.py}]\nscript: train.py\n")
    assert "command: python train.py\n" in made and said == ["'command': what is no text is left out"]


def test_counts_in_quotes_and_with_a_point_are_counts(migrated):
    made, said = migrated(HEAD + "script: train.py\ncommunicator: Nccl\nnodeCount: '2'\nmaxRunDurationSeconds: 60.0\npytorch: {processCount: many}\n")
    assert "  instance_count: 2\n" in made and "  timeout: 60\n" in made and "  process_count_per_instance: 1\n" in made
    assert said == ["'processCount: many' is no whole number: it is left out"]


def test_a_dataset_keeps_its_name_as_far_as_it_may(migrated):
    made, said = migrated(HEAD + "script: train.py\ndata: {raw: {dataLocation: {dataset: {name: my data, version: 2}}}}\n")
    assert "    path: azureml:my_data:2\n" in made and "'data.raw': 'my_data' stands in the place of 'my data'" in said


def test_the_path_of_an_output_names_its_run(migrated):
    made, _ = migrated(HEAD + "script: train.py\noutputData: {out: {outputLocation: {datapath: {datastoreName: ws, relativePath: 'made/{run-id}/{output-name}'}}, mechanism: upload}}\n")
    assert "    path: azureml://datastores/ws/paths/made/${{name}}/${{output_name}}\n    mode: upload\n" in made


def test_the_latest_version_is_a_label(migrated):
    assert "environment: azureml:foo@latest\n" in migrated("script: train.py\ntarget: cpu\nenvironment: {name: foo, version: latest}\n")[0]


def test_texts_that_pyyaml_cannot_read_plain_get_quotes(migrated, project):
    yaml = pytest.importorskip("yaml")
    made, _ = migrated('script: train.py\njobName: "="\ntags: {a: "<<", b: "x\\u0085y", c: "x\\u2028y"}\n' + HEAD)
    read = yaml.safe_load(made)
    assert read["display_name"] == "=" and read["tags"] == {"a": "<<", "b": "x\x85y", "c": "x\u2028y"}


def test_a_text_that_looks_like_a_binding_is_told(footplate, project):
    write(project, ".azureml/a.runconfig", "script: train.py\narguments: ['${{foo}}']\n" + HEAD)
    assert notes(footplate, ".azureml/a.runconfig") == ["v2 fills in what stands in '${{ }}': the file has such a text of its own"]


def test_scripts_in_r_are_run_by_it(migrated, project):
    write(project, "train.R", "")
    assert "command: Rscript train.R --n 1\n" in migrated("script: train.R\narguments: [--n, 1]\n" + HEAD)[0]


def test_each_worker_has_a_machine(migrated):
    made, _ = migrated(HEAD + "script: train.py\ncommunicator: ParameterServer\nnodeCount: 1\ntensorflow: {workerCount: 2, parameterServerCount: 1}\n")
    assert "  instance_count: 2\n" in made and "  worker_count: 2\n" in made


def test_an_address_of_packages_is_no_path_and_its_password_is_not_told(migrated):
    made, said = migrated("script: train.py\ntarget: 'x password=hunter2'\nenvironment:\n  python: {condaDependenciesFile: 'https://user:secretword@host.org/x'}\n  docker: {baseImage: 'python:3.11'}\n")
    assert "'environment.python.condaDependenciesFile': an address is no path, download the file" in said
    assert "secretword" not in made and "hunter2" not in "".join(said)


def test_a_configuration_in_a_folder_of_any_name_names_the_folder_of_its_script(footplate, project):
    write(project, "train.py", "")
    write(project, "config/a.runconfig", "script: train.py\n" + HEAD)
    footplate("migrate", "config/a.runconfig", "-o", "v2", status=0)
    assert "code: ..\n" in (project / "v2/a.yml").read_text()


IDENTITY = "identity:\n  type: user_identity\n"


@pytest.mark.parametrize("given", ["credentialPassthrough: true", "CredentialPassthrough: yes", "credentialPassthrough: 'True'"])
def test_a_run_that_acts_as_who_submits_it_says_so(migrated, given):
    made, said = migrated(HEAD + f"script: train.py\n{given}\n")
    assert "compute: azureml:cpu\n" + IDENTITY in made and said == []


@pytest.mark.parametrize("given, told", [("false", []), ("", []), ("maybe", ["'credentialPassthrough' has no counterpart: it is left out"])])
def test_a_run_that_acts_as_its_compute_says_nothing(migrated, given, told):
    made, said = migrated(HEAD + f"script: train.py\ncredentialPassthrough: {given}\n")
    assert "identity" not in made and said == told


def test_a_spark_job_acts_as_who_submits_it(migrated):
    made, said = migrated(SPARK + "environment: {name: e}\ncredentialPassthrough: true\n")
    assert IDENTITY in made and not [note for note in said if "credential" in note]


@pytest.mark.parametrize("environment, note", [
    ("mine", "'environment' is no mapping: it is left out"),
    ("{docker: mine}", "'environment.docker' is no mapping: it is left out"),
    ("{docker: {baseImage: x}, python: {condaDependencies: [numpy]}}", "'environment.python.condaDependencies' is no mapping: it is left out"),
    ("{name: my env}", "'environment.name: my env' has no counterpart: it is left out"),
    ("{name: env, version: 1 of 2}", "'environment.version: 1 of 2' has no counterpart: it is left out"),
    ("{docker: {baseImage: x, baseDockerfile: [FROM x]}}", "'environment.docker.baseDockerfile' has no counterpart: it is left out"),
])
def test_an_environment_of_another_form_is_told(migrated, environment, note):
    assert note in migrated(f"script: train.py\ntarget: cpu\nenvironment: {environment}\n")[1]


def test_truth_values_in_quotes_are_truth_values(migrated):
    made, said = migrated("script: train.py\ntarget: cpu\nhistory: {snapshotProject: 'false'}\nenvironment:\n  python: {userManagedDependencies: 'true', condaDependencies: {dependencies: [numpy]}}\n"
                          "  docker: {baseImage: x}\n")
    assert "conda_file" not in made and said == ["'history.snapshotProject' has no counterpart"]


def test_a_tag_of_nothing_is_empty(migrated):
    assert "tags:\n  a: ''\n  b: ''\n  c: 'null'\n" in migrated("script: train.py\ntags: {a: null, b: ~, c: 'null'}\n" + HEAD)[0]


def test_a_name_that_is_an_alias_is_what_it_names(migrated):
    made, said = migrated("script: train.py\nenvironmentVariables: {FIRST: &key SECOND, *key : x}\n" + HEAD)
    assert "environment_variables:\n  FIRST: SECOND\n  SECOND: x\n" in made and said == []


def test_arguments_of_docker_may_be_one_text(migrated):
    assert "  docker_args: --ipc host\n" in migrated("script: train.py\n" + HEAD.replace("docker: {", "docker: {arguments: --ipc host, "))[0]


def test_packages_of_spark_may_be_texts(migrated):
    made, said = migrated(SPARK + "environment: {name: e, spark: {packages: ['g:a:1', {group: g, version: 1}]}}\n")
    assert "  spark.jars.packages: g:a:1\n" in made and "'environment.spark.packages': what has no 'artifact' is left out" in said


def test_a_way_to_bring_data_that_v1_does_not_have_is_told(migrated):
    made, said = migrated("script: train.py\n" + HEAD + RAW % ", mode: Copy")
    assert "    mode: ro_mount\n" in made and said == ["'dataReferences.raw.mode: copy' has no counterpart: it is left out"]
