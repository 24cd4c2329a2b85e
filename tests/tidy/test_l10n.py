"""The Chinese catalog: rows are well formed and say the same places. That no message lacks a row is tests/ide/l10n_test.cpp's."""
import pathlib
import re

TABLE = pathlib.Path(__file__).resolve().parents[2] / "server" / "ide" / "l10n_zh_cn.def"
ROW = re.compile(r'^ROW\("((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\)$')
PLACE = re.compile(r"\{\d\}")


def rows():
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("//"):
            match = ROW.match(line)
            assert match, f"{TABLE.name}:{number}: a row is ROW(\"English\", \"中文\") on one line"
            yield number, match.group(1), match.group(2)


def test_rows_have_the_same_places():
    wrong = [f"line {number}" for number, english, chinese in rows() if sorted(PLACE.findall(english)) != sorted(PLACE.findall(chinese))]
    assert not wrong, wrong


def test_places_count_from_zero_in_order():
    wrong = [f"line {number}" for number, english, _ in rows() if PLACE.findall(english) != [f"{{{i}}}" for i in range(len(PLACE.findall(english)))]]
    assert not wrong, wrong


def test_no_text_has_two_rows():
    seen = {}
    for number, english, _ in rows():
        assert seen.setdefault(english, number) == number, f"lines {seen[english]} and {number}: {english}"
