"""Documents made to hang, to cheat a terminal or to give away a secret."""
import json


def bomb(levels=12):
    """Mappings that merge the one before ten times: a few lines that stand for 10^12 entries."""
    lines = ["a0: &a0 {lr: 0.1}"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 10)}]}}")
    return lines


def test_what_is_merged_again_and_again_is_looked_at_once(footplate):
    lines = ["command: python train.py ${{inputs.lr}} ${{inputs.momentum}}", "environment: {image: python:3.11}"]
    (footplate.folder / "job.yml").write_text("\n".join([*lines, *bomb(), "inputs: *a11", ""]))
    done = footplate("validate", "job.yml", "--json", status=1)
    told = [one["message"] for one in json.loads(done.stdout)["files"][0]["diagnostics"] if one["code"].startswith("binding")]
    assert len(told) == 1 and "momentum" in told[0], told


def test_nothing_in_a_document_moves_the_cursor(footplate):
    (footplate.folder / "job.yml").write_text(
        'command: "true"\nenvironment: {image: python:3.11}\ntype: "com\\e]0;mine\\amand"\n"o\\e[2Jk": 1\n')
    (footplate.folder / "na\x1b[2Jme.yml").write_text("command: [\n")
    for arguments in (["validate", "."], ["submit", "job.yml"], ["show", "\x1b[2J"]):
        done = footplate(*arguments, status=None)
        assert done.returncode != 0
        assert "\x1b" not in done.stdout + done.stderr and "\a" not in done.stdout + done.stderr


def test_a_secret_input_is_not_shown_before_a_submit(footplate):
    (footplate.folder / "job.yml").write_text(
        "command: python t.py --key ${{inputs.api_key}}\nenvironment: {image: python:3.11}\n"
        "inputs: {api_key: hunter2hunter2, lr: 0.1}\n")
    for arguments in (["--json"], []):
        done = footplate("submit", "job.yml", "--dry-run", *arguments)
        assert "hunter2" not in done.stdout + done.stderr
        assert "***" in done.stdout and "0.1" in done.stdout


def tower(levels, fan, inside):
    """`t0` … `tN`, each naming the one before it `fan` times: few lines that stand for fan^N values."""
    lines = []
    for level in range(1, levels):
        lines.append(f"  t{level}: &t{level} " + inside.format(", ".join([f"*t{level - 1}"] * fan)))
    return lines


def sweep(levels, fan):
    space = ["  t0: &t0 {type: choice, values: [1, 2]}"]
    for level in range(1, levels):
        inside = ", ".join(["{x: *t%d}" % (level - 1)] * fan)
        space.append(f"  t{level}: &t{level} {{type: choice, values: [{inside}]}}")
    return ["type: sweep", "trial: {command: echo, environment: azureml:e:1}", "sampling_algorithm: grid",
            "objective: {goal: maximize, primary_metric: a}", "limits: {max_total_trials: 4}", "search_space:", *space]


def test_aliases_of_aliases_are_not_gone_through_one_by_one(footplate):
    spark = ["type: spark", "code: .", "entry: {file: a.py}", "tags:", "  t0: &t0 [x, x]", *tower(40, 2, "[{}]"), "py_files: [*t39, *t39]"]
    (footplate.folder / "sweep.yml").write_text("\n".join([*sweep(16, 8), ""]))
    (footplate.folder / "spark.yml").write_text("\n".join([*spark, ""]))
    for name in ("sweep.yml", "spark.yml"):
        footplate("validate", name, status=None, timeout=20)


def test_a_schema_that_combines_itself_without_end_is_left(footplate):
    steps = {f"a{i}": {"allOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 2} for i in range(30)}
    (footplate.folder / "evil.json").write_text(json.dumps({"$ref": "#/$defs/a0", "$defs": {**steps, "a30": {"type": "object"}}}))
    (footplate.folder / "some.yml").write_text("# yaml-language-server: $schema=./evil.json\na: 1\nb: 2\n")
    footplate("validate", "some.yml", status=0, timeout=20)


def test_a_key_is_sought_once_in_a_schema_that_names_itself_in_many_ways(footplate):
    itself = [{"$ref": "#/$defs/n"}] * 6
    parts = {"n": {"type": "object", "anyOf": [*itself, {"properties": {"zz": {}}}]}}
    schema = {"$defs": parts, "properties": {"p": parts["n"]}, "additionalProperties": False, "type": "object"}
    (footplate.folder / "evil.json").write_text(json.dumps(schema))
    (footplate.folder / "some.yml").write_text("# yaml-language-server: $schema=./evil.json\nfoo_bar: 1\n")
    done = footplate("validate", "some.yml", status=1, timeout=20)
    assert "unknown key 'foo_bar'" in done.stdout + done.stderr


def test_a_migration_of_aliases_ends(footplate):
    lists = ["e0: &e0 [" + ", ".join(["x"] * 10) + "]"]
    lists += [f"e{i}: &e{i} [" + ", ".join([f"*e{i - 1}"] * 10) + "]" for i in range(1, 10)]
    conda = "environment: {python: {condaDependencies: {dependencies: *e9}}}"
    silent = ["e0: &e0 {}"] + [f"e{i}: &e{i} {{a: *e{i - 1}, b: *e{i - 1}}}" for i in range(1, 32)]
    head = ["script: train.py", "framework: Python", "target: cpu"]
    (footplate.folder / "a.runconfig").write_text("\n".join([*lists, *head, conda, ""]))
    (footplate.folder / "b.runconfig").write_text("\n".join([*silent, *head, ""]))
    for name in ("a.runconfig", "b.runconfig"):
        footplate("migrate", name, "-o", "out-" + name[0], status=None, timeout=20)
    assert sum(path.stat().st_size for path in (footplate.folder / "out-a").rglob("*") if path.is_file()) < 10_000_000


def test_an_ignore_file_of_many_exceptions_is_read_in_moments(footplate):
    plain = [f"dir{i}/sub/x{i}" for i in range(20000)]
    wild = [f"*dir{i}*/s*b/x*{i}" for i in range(20000)]
    (footplate.folder / ".amlignore").write_text("\n".join([*plain, *wild, *(f"!dir{i}/sub/y/z" for i in range(5000)), ""]))
    footplate("validate", ".amlignore", status=0, timeout=20)
