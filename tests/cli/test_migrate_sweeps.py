"""footplate migrate: HyperDrive configurations and schedules mean the same afterwards, or a note says what is lost."""
import pytest

from migrate_helpers import errors, notes, write

RUNCONFIG = "script: train.py\narguments: %s\ntarget: cpu\nenvironment: {docker: {baseImage: 'python:3.11'}}\n"
SWEEP = "sampling:\n  type: random\n  parameter_space: %s\nprimary_metric_name: acc\nprimary_metric_goal: Maximize\nmax_total_runs: 4\n%s"


@pytest.fixture
def sweep(footplate, project):
    """The sweep job that a configuration becomes, and what is noted."""
    write(project, "train.py", "")
    write(project, "r.runconfig", RUNCONFIG % "[]")

    def run(space, rest="", runconfig=None):
        if runconfig is not None:
            write(project, "r.runconfig", runconfig)
        write(project, "h.yml", SWEEP % (space, rest))
        said = notes(footplate, "h.yml", "-o", "v2")
        assert errors(footplate, "v2/h.yml") == []
        text = (project / "v2/h.yml").read_text()
        (project / "v2/h.yml").unlink()
        return text, said

    return run


LR = "[{name: --lr, expression: uniform, values: [0, 1]}]"


@pytest.mark.parametrize("given, kept", [
    ('[--name, "a b --lr c", --lr, "0.1 0.2", -v]', "--name 'a b --lr c' -v"),
    ('["--lr", "0.1 0.2"]', ""),
    ("[--lr=0.1, x]", "x"),
    ("[--lr, -0.1, -v]", "-v"),
    ("[--fast, --lr, 0.1, --seed, 3]", "--fast --seed 3"),
    # Nobody knows which of the words are its values: the last of two flags counts, as in v1.
    ("[--lr, 0.1, 0.2]", "--lr 0.1 0.2"),
    ("--name 'a b --lr c' --lr '0.1 0.2' -v", "--name 'a b --lr c' -v"),
])
def test_the_arguments_that_a_sweep_sets_are_words(sweep, given, kept):
    made, _ = sweep(LR, runconfig=RUNCONFIG % given)
    assert f"  command: python train.py{' ' if kept else ''}{kept} --lr ${{{{search_space.lr}}}}\n" in made


def test_in_a_command_of_several_programs_the_arguments_are_told(sweep):
    made, said = sweep(LR, runconfig=(RUNCONFIG % "[]").replace("script: train.py", "command: python train.py --lr 1 && echo done"))
    assert "  command: python train.py --lr 1 && echo done --lr ${{search_space.lr}}\n" not in made
    assert "  command: python train.py && echo done --lr ${{search_space.lr}}\n" in made
    assert [note for note in said if "stand behind all of it" in note]


def test_a_choice_as_the_sdk_saves_it(sweep):
    made, said = sweep("{--lr: [choice, [[0.1, 0.2]]], flag: [choice, [[true, null]]]}")
    assert "  lr:\n    type: choice\n    values:\n      - 0.1\n      - 0.2\n" in made
    assert "  flag:\n    type: choice\n    values:\n      - 'True'\n      - None\n" in made and said == []


def test_values_that_are_lists_or_have_blanks_stay_one_word(sweep):
    made, said = sweep("[{name: --a, expression: choice, values: [[1, 2], [3, 4]]}, {name: --b, expression: choice, values: [x y]}, {name: --c, expression: choice, values: [{k: v}]}]")
    assert "      - '[1, 2]'\n      - '[3, 4]'\n" in made
    assert "--a '${{search_space.a}}' --b '${{search_space.b}}' --c \"${{search_space.c}}\"" in made
    assert "'--a': a choice takes no lists, the script gets them as text" in said


def test_names_that_become_one_stay_two(sweep):
    made, _ = sweep("{a-b: [uniform, [0, 1]], a_b: [uniform, [0, 2]]}")
    assert "--a-b ${{search_space.a_b}} --a_b ${{search_space.a_b_2}}" in made
    assert "  a_b:\n    type: uniform\n    min_value: 0\n    max_value: 1\n  a_b_2:\n    type: uniform\n    min_value: 0\n    max_value: 2\n" in made


def test_values_that_do_not_fit_are_told(sweep):
    made, said = sweep("[{name: x, expression: uniform, values: [0]}, {name: v, expression: randint, values: [5, 10]}]")
    assert "  x:\n    type: choice\n    values:\n      - 0\n  v:\n    type: randint\n    upper: 5\n" in made
    assert said == ["'--x': 'uniform' takes 2 numbers, it is now a choice of what is there", "'--v': 'randint' has no place for '10', it is left out"]


@pytest.mark.parametrize("expression, values, lines", [
    ("uniform", "[1, 0]", "- 1\n      - 0"), ("quniform", "[0, 1, 0]", "- 0\n      - 1\n      - 0"), ("normal", "[0, -1]", "- 0\n      - -1"), ("randint", "[0]", "- 0")])
def test_numbers_that_have_no_values_between_them_are_a_choice(sweep, expression, values, lines):
    made, said = sweep(f"[{{name: x, expression: {expression}, values: {values}}}]")
    assert f"  x:\n    type: choice\n    values:\n      {lines}\n" in made
    assert said == [f"'--x': '{expression}' has no values by these numbers, it is now a choice of what is there"]


def test_a_choice_of_nothing_is_told(sweep):
    made, said = sweep("[{name: x, expression: choice, values: []}]")
    assert "    values:\n      - 0\n" in made and said == ["'--x' says no values: 0 stands in their place"]


def test_numbers_with_an_exponent_are_numbers_to_pyyaml(sweep):
    made, said = sweep("[{name: x, expression: uniform, values: [1e-4, 1E-1]}]")
    assert "    min_value: 1.0e-4\n    max_value: 1.0E-1\n" in made and said == []


def test_a_policy_without_what_it_needs_is_told(sweep):
    made, said = sweep(LR, "policy: {type: TruncationSelectionPolicy}\n")
    assert "early_termination" not in made and said == ["'policy' is left out: it does not say its 'truncation_percentage'"]
    made, said = sweep(LR, "policy: {type: TruncationSelectionPolicy, truncation_percentage: 10, exclude_finished_jobs: true}\n")
    assert "early_termination:\n  type: truncation_selection\n  truncation_percentage: 10\n  exclude_finished_jobs: true\n" in made and said == []


@pytest.mark.parametrize("name, kept", [("BayesianOptimization", "bayesian"), ("BayesianParameterSampling", "bayesian"), ("GRID", "grid"), ("RANDOM", "random")])
def test_samplings_as_the_sdk_names_them(footplate, project, name, kept):
    write(project, "train.py", "")
    write(project, "r.runconfig", RUNCONFIG % "[]")
    write(project, "h.yml", SWEEP.replace("type: random", f"type: {name}") % ("[{name: --lr, expression: choice, values: [0, 1]}]", ""))
    assert notes(footplate, "h.yml", "-o", "v2") == []
    assert f"sampling_algorithm: {kept}\n" in (project / "v2/h.yml").read_text()
    assert errors(footplate, "v2/h.yml") == []


@pytest.mark.parametrize("policy, lines, told", [
    ("type: BanditPolicy, slack_factor: 0.1, slack_amount: 2", "type: bandit\n  slack_factor: 0.1\n", ["'policy.slack_amount' has no counterpart: it is left out"]),
    ("type: BanditPolicy, slack_factor: '0.1', evaluation_interval: 2.0", "type: bandit\n  evaluation_interval: 2\n  slack_factor: 0.1\n", []),
    ("type: BANDIT, properties: {slack_amount: 1e-2, delay_evaluation: 5}", "type: bandit\n  delay_evaluation: 5\n  slack_amount: 1.0e-2\n", []),
    ("type: MedianStoppingPolicy, delay_evaluation: soon", "type: median_stopping\n", ["'policy.delay_evaluation: soon' is no whole number: it is left out"]),
    ("type: MedianStoppingPolicy, evaluation_interval: -1", "type: median_stopping\n", ["'policy.evaluation_interval: -1' is too small or too large: it is left out"]),
    ("type: BanditPolicy, slack_factor: much, slack_amount: 1", "type: bandit\n  slack_amount: 1\n", ["'policy.slack_factor: much' is no number: it is left out"]),
    ("type: TruncationSelectionPolicy, truncation_percentage: 25.0", "type: truncation_selection\n  truncation_percentage: 25\n", []),
])
def test_the_numbers_of_a_policy_are_numbers(sweep, policy, lines, told):
    made, said = sweep(LR, "policy: {" + policy + "}\n")
    assert "early_termination:\n  " + lines + "limits:" in made and said == told


def test_what_a_sweep_does_not_take_is_told(footplate, project):
    write(project, "train.py", "")
    write(project, "r.runconfig", RUNCONFIG % "[]")
    text = SWEEP.replace("type: random", "type: random\n  seed: odd").replace("Maximize", "better").replace("max_total_runs: 4", "max_total_runs: 5000")
    write(project, "h.yml", text % (LR, ""))
    assert notes(footplate, "h.yml", "-o", "v2") == [
        "'sampling.seed: odd' is no whole number: it is left out",
        "'primary_metric_goal' says neither 'Maximize' nor 'Minimize': 'maximize' stands in its place",
        "'max_total_runs: 5000' is now 1000, the most that v2 takes"]
    assert "  max_total_trials: 1000\n" in (project / "v2/h.yml").read_text()
    assert errors(footplate, "v2/h.yml") == []


@pytest.mark.parametrize("minutes, seconds", [("1.5", 90), ("60.0", 3600), ("2", 120), ("'2'", 120), ("'1.5'", 90)])
def test_minutes_are_counted_in_seconds(sweep, minutes, seconds):
    assert f"  timeout: {seconds}\n" in sweep(LR, f"max_duration_minutes: {minutes}\n")[0]


@pytest.mark.parametrize("rest, note", [
    ("max_duration_minutes: 1.5h", "'max_duration_minutes: 1.5h' is no number: it is left out"),
    ("max_duration_minutes: 0", "'max_duration_minutes: 0' is too small or too large: it is left out"),
    ("policy: [BanditPolicy]", "'policy' has no counterpart: it is left out"),
])
def test_what_a_sweep_loses_is_told(sweep, rest, note):
    made, said = sweep(LR, rest + "\n")
    assert "timeout" not in made and "early_termination" not in made and said == [note]


def test_a_parameter_without_a_name_is_told(sweep):
    made, said = sweep("[{name: --lr, expression: uniform, values: [0, 1]}, seed, {expression: choice, values: [1]}]")
    assert made.count("    type: ") == 1 and said == ["'sampling.parameter_space': what has no 'name' is left out"]


def test_a_day_is_a_text(sweep):
    assert "    values:\n      - '2020-01-01'\n" in sweep("[{name: day, expression: choice, values: [2020-01-01]}]")[0]


def test_a_sweep_acts_as_who_submits_it_where_its_run_configuration_says_so(sweep):
    made, said = sweep(LR, runconfig=RUNCONFIG % "[]" + "credentialPassthrough: true\n")
    assert "compute: azureml:cpu\nidentity:\n  type: user_identity\ntrial:\n" in made and said == []


def test_a_sweep_is_migrated_behind_its_run_configuration(footplate, project):
    write(project, "train.py", "")
    write(project, "r.runconfig", "script: train.py\ntarget: cpu\nenvironment: {python: {condaDependencies: {dependencies: [python=3.11]}}, docker: {baseImage: x}}\n")
    write(project, "h.yml", SWEEP % (LR, ""))
    footplate("migrate", "r.runconfig", "-o", "v2", status=0)
    footplate("migrate", "h.yml", "-o", "v2", status=0)
    assert "conda_file: ./r-conda.yml\n" in (project / "v2/h.yml").read_text()


PIPELINE = ("pipeline:\n  parameters: {n: 1, d: {type: datapath, default: {datastore: ws, path_on_datastore: y}}}\n  steps:\n"
            "    a: {type: PythonScriptStep, script_name: t.py, arguments: [--n, 'parameter:n'], inputs: {d: {source: d}}, parameters: {n: {source: n}}}\n")


@pytest.fixture
def schedule(footplate, project):
    """The schedule that a recurrence becomes, and what is noted."""
    write(project, "t.py", "")
    write(project, "p.yml", PIPELINE)
    footplate("migrate", "p.yml", "-o", "v2", status=0)

    def run(recurrence, rest=""):
        write(project, "s.yml", f"Schedule:\n  recurrence: {{{recurrence}}}\n{rest}")
        said = notes(footplate, "s.yml", "-o", "v2")
        assert errors(footplate, "v2/s.yml") == []
        text = (project / "v2/s.yml").read_text()
        (project / "v2/s.yml").unlink()
        return text, said

    return run


def test_the_start_says_the_time_of_the_day_that_is_left_out(schedule):
    made, said = schedule("frequency: Week, interval: 1, week_days: [Monday, Friday], start_time: '2020-06-01T15:30:00'")
    assert "  schedule:\n    hours: [15]\n    minutes: [30]\n    week_days: [monday, friday]\n" in made and said == []


@pytest.mark.parametrize("recurrence, hours, minutes, guess", [
    ("frequency: Day, interval: 1, hours: [4], start_time: '2020-06-01T15:30:00'", 4, 30, "minutes: 30"),
    ("frequency: Week, interval: 1, week_days: [Monday]", 0, 0, "hours: 0, minutes: 0"),
    ("frequency: Week, interval: 1, week_days: [Monday], time_zone: UTC, start_time: '2020-06-01T15:30:00+02:00'", 15, 30, "hours: 15, minutes: 30"),
])
def test_a_guessed_time_of_the_day_is_told(schedule, recurrence, hours, minutes, guess):
    made, said = schedule(recurrence)
    assert f"    hours: [{hours}]\n    minutes: [{minutes}]\n" in made
    assert f"'recurrence' does not say all of the time of the day: '{guess}' is a guess" in said


def test_days_that_are_left_out_leave_no_midnight(schedule):
    made, _ = schedule("frequency: Day, interval: 1, week_days: [Monday]")
    assert "schedule:\n" not in made


def test_times_and_days_that_are_none_are_told(schedule):
    made, said = schedule("frequency: Week, interval: 1, hours: [25, 7], minutes: 5, week_days: [Monday, Noday]")
    assert "    hours: [7]\n    minutes: [5]\n    week_days: [monday]\n" in made
    assert said == ["'hours: 25' is no time of the day: it is left out", "'week_days: Noday' is no day of the week: it is left out"]


@pytest.mark.parametrize("said, start, told", [
    ("2020-06-01", "'2020-06-01T00:00:00'", None),
    ("2020-06-01 15:30:00", "'2020-06-01 15:30:00'", None),
    ("tomorrow", None, "'start_time: tomorrow' is no time: it is left out"),
])
def test_the_start_is_a_time(schedule, said, start, told):
    made, notes_ = schedule(f"frequency: Hour, interval: 1, start_time: {said}")
    assert (f"  start_time: {start}\n" in made) == (start is not None) and notes_ == ([told] if told else [])


def test_hours_and_days_may_have_commas(schedule):
    made, said = schedule("frequency: Week, interval: 1, hours: '6, 18', minutes: 5, week_days: 'Monday,Friday'")
    assert "    hours: [6, 18]\n    minutes: [5]\n    week_days: [monday, friday]\n" in made and said == []


def test_parameters_are_of_the_type_that_the_pipeline_has(schedule):
    made, said = schedule("frequency: Day, interval: 1", "  pipeline_parameters: {n: '3'}\n  continue_on_step_failure: None\n")
    assert "  inputs:\n    n: 3\n" in made and "settings" not in made and said == []
    assert schedule("frequency: Day, interval: 1", "  pipeline_parameters: {n: odd}\n")[1] == ["'pipeline_parameters.n' has no counterpart: it is left out"]
    assert "create_job: ./p.yml\n" in schedule("frequency: Day, interval: 1", "  continue_on_step_failure: False\n")[0]


def test_time_zones_have_their_windows_names(schedule):
    made, said = schedule("frequency: Day, interval: 1, time_zone: GreenwichStandardTime")
    assert "  time_zone: Greenwich Standard Time\n" in made and said == []
    assert schedule("frequency: Day, interval: 1, time_zone: EST")[1] == ["'time_zone: EST' is no Windows name of a time zone"]


def test_a_schedule_is_migrated_behind_its_pipeline(schedule):
    made, said = schedule("frequency: Day, interval: 1", "  pipeline_parameters: {n: 3}\n")
    assert "  job: ./p.yml\n  inputs:\n    n: 3\n" in made and said == []


def test_a_path_for_a_pipeline_is_data(schedule):
    made, _ = schedule("frequency: Day, interval: 1", "  pipeline_parameters: {d: {datastore: ws, path_on_datastore: x}}\n")
    assert "    d:\n      type: uri_folder\n      path: azureml://datastores/ws/paths/x\n" in made


def test_a_schedule_without_a_pipeline_names_a_file_that_is_missing(footplate, project):
    write(project, "s.yml", "Schedule:\n  recurrence: {frequency: Day, interval: 1}\n")
    footplate("migrate", "s.yml", "-o", "v2", status=0)
    assert [code for _, code, _ in errors(footplate, "v2/s.yml")] == ["file.missing"]


def test_a_name_that_a_schedule_may_not_have_is_its_title(schedule):
    assert "name: my_schedule\ndisplay_name: my schedule\n" in schedule("frequency: Day, interval: 1", "  name: my schedule\n")[0]
    assert "display_name" not in schedule("frequency: Day, interval: 1", "  name: weekly\n")[0]


SIMILAR = ("pipeline:\n  parameters: {a-b: 1, a_b: 2}\n  steps:\n"
           "    a: {type: PythonScriptStep, script_name: t.py, parameters: {x: {source: a-b}, y: {source: a_b}}}\n")


def test_parameters_whose_names_become_one_stay_two(footplate, project):
    write(project, "t.py", "")
    write(project, "p.yml", SIMILAR)
    write(project, "s.yml", "Schedule:\n  recurrence: {frequency: Day, interval: 1}\n  pipeline_parameters: {a_b: 4, a-b: 3}\n")
    assert not [note for note in notes(footplate, "s.yml", "-o", "v2") if "left out" in note]
    assert "  inputs:\n    a_b_2: 4\n    a_b: 3\n" in (project / "v2/s.yml").read_text()
    assert "  a_b: 1\n  a_b_2: 2\n" in (project / "v2/p.yml").read_text()
    assert errors(footplate, "v2/s.yml", "v2/p.yml") == []


def test_of_two_names_that_are_one_in_a_pipeline_of_today_the_second_is_told(footplate, project):
    write(project, "t.py", "")
    write(project, "p.yml", SIMILAR)
    footplate("migrate", "p.yml", "-o", "v2", status=0)
    write(project, "s.yml", "Schedule:\n  recurrence: {frequency: Day, interval: 1}\n  pipeline_parameters: {a_b: 4, a-b: 3}\n")
    assert "'pipeline_parameters.a-b' is left out: there is another of that name" in notes(footplate, "s.yml", "-o", "v2")
    assert errors(footplate, "v2/s.yml") == []
