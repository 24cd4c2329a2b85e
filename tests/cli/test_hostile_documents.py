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
