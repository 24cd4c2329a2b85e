"""The power of the machine is cut while runs are submitted, go on and end, again and again: what was told stays true.

`POWER_CUTS=N` sets how many times (6).
"""
import os
import random

import pytest
from machine import Machine

CUTS = int(os.environ.get("POWER_CUTS", "6"))


class Switch:
    """Cuts the power a moment after some runs have completed, so that a slow machine gets as far as a quick one."""

    def __init__(self, chance):
        self.left = chance.randint(1, 8)
        self.moment = chance.uniform(0, 2)

    def __call__(self, fact):
        self.left -= "completed" in fact
        return self.moment if self.left == 0 and "completed" in fact else None


@pytest.fixture(scope="module")
def boots(tmp_path_factory):
    """The facts of each time the machine was on."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    chance = random.Random()
    return [machine.boot("work_until_dark", Switch(chance)) for _ in range(CUTS + 1)]


def told(facts, word):
    return [fact[word] for fact in facts if word in fact]


def between(boots):
    """(all told before a cut, what was found after it)"""
    for number in range(1, len(boots)):
        yield [fact for facts in boots[:number] for fact in facts], boots[number]


def test_there_was_work_and_each_boot_was_another(boots):
    assert len({told(facts, "boot")[0] for facts in boots}) == CUTS + 1
    assert all(told(facts, "completed") for facts in boots)
    assert not [refused for facts in boots for refused in told(facts, "refused")]


def test_the_database_is_whole(boots):
    for facts in boots:
        assert facts[0]["problem"] is None and "damaged" not in facts[0]["notes"]


def test_no_run_that_was_taken_is_lost(boots):
    for before, after in between(boots):
        assert set(told(before, "submitted")) <= {run["id"] for run in after[0]["found"]}


def test_a_run_told_completed_stays_completed(boots):
    for before, after in between(boots):
        assert set(told(before, "completed")) <= {run["id"] for run in after[0]["found"] if run["status"] == "Completed"}


def test_every_other_run_has_ended_and_says_why(boots):
    for _, after in between(boots):
        assert {run["status"] for run in after[0]["found"]} <= {"Completed", "Failed"}
        assert {error["code"] for error in told(after, "error")} <= {"machineRestarted"}


def test_what_was_stored_before_the_cut_is_whole(boots):
    for _, after in between(boots):
        assert [fact["status"] for fact in after if "again" in fact] == ["Completed"] * len(told(after, "again"))
