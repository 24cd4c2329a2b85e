"""`list`: conditions, orders, columns and pages as a person types them. What conditions mean is tests/store/where_test.cpp's."""
import fcntl
import json
import os
import pty
import struct
import subprocess
import termios

import pytest
from run_helpers import LOG_LOSS, check_shape, ids, run_to_end, write_job


@pytest.fixture
def three(footplate, project):
    """Three runs with lr and loss 0.1, 0.2, 0.3, oldest first."""
    job = write_job(project, LOG_LOSS)
    return [run_to_end(footplate, job, "--set", f"inputs.lr={lr}", "--set", f"tags.step={lr}")["id"] for lr in (0.1, 0.2, 0.3)]


def test_conditions_and_orders(footplate, three):
    low, middle, high = three
    assert ids(footplate.json("list", "--where", "metrics.loss > 0.1 and params.lr < 0.3 and status = 'Completed'", status=0)) == [middle]
    assert ids(footplate.json("list", "--where", "not params.lr = 0.2", "--sort", "loss")) == [high, low]
    assert ids(footplate.json("list", "--sort", "loss asc")) == [low, middle, high]
    assert ids(footplate.json("list", "--sort", "loss", "--ascending")) == [low, middle, high]
    assert ids(footplate.json("list", "--sort", "params.lr desc")) == [high, middle, low]
    assert ids(footplate.json("list", "--tag", "step=0.2")) == [middle]
    assert ids(footplate.json("list", "--tag", "step", "--where", "created > '-1d'", "--limit", "2")) == [high, middle]
    assert ids(footplate.json("list", "--status", "failed,canceled")) == []
    check_shape("RunList", footplate.json("list"))


def test_pages_join_to_the_whole_list_in_every_order(footplate, three):
    for order in ("", "loss", "params.lr asc", "created asc", "duration"):
        found, cursor = [], None
        while True:
            page = footplate.json("list", "--limit", "1", "--sort", order, *(["--cursor", cursor] if cursor else []), status=0)
            found += ids(page)
            cursor = page["next"]
            if cursor is None:
                break
        assert found == ids(footplate.json("list", "--sort", order)), order


def test_the_table_shows_the_wanted_columns(footplate, three):
    table = footplate("list", "--columns", "id,params.lr", "--columns", "metrics.loss,status", status=0).stdout.splitlines()
    assert table[0].split() == ["RUN", "lr", "loss", "STATUS"]
    assert table[1].split() == [three[2], "0.3", "0.3", "Completed"]
    assert footplate("list", "--columns", "nothing.at.all", status=2)
    more = footplate("list", "--limit", "1", "--sort", "params.lr asc", status=0).stdout.splitlines()[-1]
    assert more.startswith("more: footplate list --limit '1' --sort 'params.lr asc' --cursor ")


def test_a_wrong_condition_is_told_with_its_column(footplate, three):
    done = footplate("list", "--where", "metrics.loss > 0.1 && status = Failed", status=2)
    assert "column 20: '&&' is written AND" in done.stderr
    document = footplate.json("list", "--where", "lr < 1", status=2)
    check_shape("ErrorResult", document)
    assert document["error"]["code"] == "usage" and "params.lr" in document["error"]["message"]


def test_names_are_aligned_whatever_their_width(footplate, three):
    footplate("tag", three[0], "--name", "训练 一", status=0)
    footplate("tag", three[1], "--name", "a\033[31mb\nc", status=0)
    lines = footplate("list", status=0).stdout.splitlines()
    assert all("\033" not in line for line in lines) and len(lines) == 4

    def column(line, word):
        return sum(2 if ord(c) > 0x2E7F else 1 for c in line[: line.index(word)])

    assert len({column(line, "Completed") for line in lines[1:]}) == 1


def on_terminal(footplate, columns, *arguments, **environment):
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    variables = {name: value for name, value in footplate.environment.items() if name != "NO_COLOR"}
    process = subprocess.Popen([footplate.binary, *arguments], cwd=footplate.folder, env={**variables, **environment}, stdout=other)
    os.close(other)
    text = b""
    while True:
        try:
            block = os.read(main, 65536)
        except OSError:
            break
        if not block:
            break
        text += block
    process.wait(timeout=30)
    os.close(main)
    return text.decode()


def test_a_narrow_terminal_cuts_what_may_be_cut(footplate, three):
    footplate("tag", three[0], "--name", "a name that is far too long for a narrow terminal " * 2, status=0)
    lines = on_terminal(footplate, 100, "list", NO_COLOR="1").splitlines()
    assert all(len(line) <= 100 for line in lines)
    assert any("…" in line for line in lines)
    assert all(any(run in line for line in lines) for run in three)
    assert "\033[" in on_terminal(footplate, 100, "list")
    assert "\033[" not in on_terminal(footplate, 100, "list", NO_COLOR="1")


def test_the_narrowest_terminal_keeps_names_and_statuses_whole(footplate, three):
    lines = on_terminal(footplate, 40, "list", NO_COLOR="1").splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert [line.split()[:2] for line in lines[1:4]] == [[run, "Completed"] for run in reversed(three)]
    wide = on_terminal(footplate, 60, "list", NO_COLOR="1").splitlines()
    assert all(len(line) <= 60 for line in wide) and "EXPE" in wide[0]


def test_a_fault_in_a_condition_is_shown_at_its_place(footplate, three):
    for condition, before in [("metrics.acc > 0.9 andd status = 'x'", "metrics.acc > 0.9 "), ("statu = 'x'", ""), ("tags.a = '日本' & b", "tags.a = '日本' ")]:
        *_, shown, caret = footplate("list", "--where", condition, status=2).stderr.splitlines()
        width = len(before) + sum(ord(c) > 0x2e80 for c in before)
        assert (shown, caret) == ("  " + condition, "  " + " " * width + "^")


def test_another_folder_and_no_project(footplate, three, tmp_path):
    other = tmp_path / "elsewhere"
    (other / ".git").mkdir(parents=True)
    assert footplate.json("list", status=0, cwd=other) == {"runs": [], "next": None}
    assert len(ids(footplate.json("-C", str(footplate.folder), "list", status=0, cwd=other))) == 3
    assert footplate("-C", "/no/such/folder", "list").returncode == 3
    assert not (other / ".footplate").exists()


def test_errors_have_one_shape_for_every_verb(footplate, three):
    for arguments, status in [(("show", "nothing"), 3), (("tail", "nothing"), 3), (("cancel", "nothing"), 3), (("metrics", three[0], "none"), 3),
                              (("outputs", three[0], "list", "none"), 3), (("compare", three[0]), 2), (("delete",), 2), (("prune",), 2),
                              (("tag", three[0]), 2), (("list", "--limit", "0"), 2), (("list", "--nonsense"), 2), (("cancel", three[0]), 4)]:
        done = footplate(*arguments, "--json")
        assert done.returncode == status, (arguments, done.stderr)
        check_shape("ErrorResult", json.loads(done.stdout))
        assert done.stderr.startswith("footplate: ")


def test_people_are_told_in_their_language(footplate, three):
    done = footplate("--lang", "zh-cn", "show", "nothing")
    assert "没有" in done.stderr and done.returncode == 3
    assert "运行" in footplate("--lang", "zh-cn", "list", status=0).stdout.splitlines()[0]


def test_conditions_and_the_doctor_speak_the_readers_language(footplate):
    done = footplate("--lang", "zh-cn", "list", "--where", "name LIKE 3 and metrics.a > 'x'", status=2)
    assert done.stderr.splitlines()[0] == "footplate: 读取条件 'name LIKE 3 and metrics.a > 'x'' 第 29 列：a 与数字比较，而不是与 'x'"
    assert "首次使用时加载" in footplate("--lang", "zh-cn", "doctor").stdout
