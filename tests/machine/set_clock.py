"""The machine's clock is set by years while its runs go on: nothing that is decided or told goes by it."""
import datetime

import pytest
from machine import Machine

# What each run takes at least, in seconds, and its end; a machine in QEMU may be slow.
TAKES = {"counts": (8, "Completed"), "limited": (5, "Canceled"), "first": (3, "Completed"), "second": (3, "Completed"), "steps": (2, "Completed"), "quick": (0, "Completed")}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    return Machine(tmp_path_factory.mktemp("machine")).boot("set_clock")


def runs(facts):
    return {fact["run"]: fact for fact in facts if "run" in fact}


def seconds(span):
    return (datetime.datetime.fromisoformat(span["ended"].replace("Z", "+00:00")) - datetime.datetime.fromisoformat((span.get("began") or span["started"]).replace("Z", "+00:00"))).total_seconds()


@pytest.mark.parametrize("name", TAKES)
def test_a_run_ends_as_it_does_by_any_clock(facts, name):
    assert runs(facts)[name]["shown"]["status"] == TAKES[name][1]


@pytest.mark.parametrize("name", TAKES)
def test_what_a_run_took_is_the_time_that_passed(facts, name):
    shown = runs(facts)[name]["shown"]
    assert TAKES[name][0] - 1 <= seconds(shown) < 60, shown["started"] + " " + shown["ended"]
    assert all(-0.5 <= seconds(phase) < 60 for phase in shown["phases"]), shown["phases"]
    assert " d " not in runs(facts)[name]["table"]


def test_no_run_is_given_up_because_of_the_clock(facts):
    for fact in facts:
        if "listed" in fact:
            assert set(fact["listed"]) <= {"Running", "Queued", "Preparing", "Finalizing", "Completed", "Canceled", "NotStarted"}


def test_who_follows_a_log_sees_all_of_it(facts):
    [text] = [fact["followed"] for fact in facts if "followed" in fact]
    assert [line for line in text.splitlines() if line.startswith("line")] == [f"line {number}" for number in range(1, 9)]


def test_an_idle_node_goes_after_the_time_that_passed(facts):
    [pool] = [fact["pool"] for fact in facts if "pool" in fact]
    assert pool["nodes"] == []
