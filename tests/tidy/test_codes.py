"""The table of diagnostic codes, its page, and the codes the program really gives are the same."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import generate_codes  # noqa: E402

SEVERITIES = {"error", "warning", "information", "hint"}
# A literal that ends in "-" is completed by the kind of asset: "name.unknown-" + kind.
LITERAL = re.compile(r'"((?:%s)\.[a-z0-9-]+)"' % "|".join(generate_codes.FAMILIES))
# Names of files that look like codes.
NOT_CODES = {"conda.yaml", "conda.yml", "rule.yml"}


def given_codes():
    """Code or beginning of one -> where it is written."""
    found = {}
    for path in sorted((ROOT / "server").rglob("*")):
        if path.suffix not in (".cpp", ".h"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for code in LITERAL.findall(line.split("//")[0]):
                if code not in NOT_CODES:
                    found.setdefault(code, f"{path.relative_to(ROOT)}:{number}")
    return found


def table():
    return {code: (severity, meaning) for code, severity, meaning in generate_codes.rows()}


def test_every_code_given_has_a_row():
    codes = table()
    missing = [
        f"{place}: {code}" for code, place in given_codes().items()
        if code not in codes and not (code.endswith("-") and any(row.startswith(code) for row in codes))]
    assert not missing, "add a row to server/ide/codes.def, then run docs/generate_codes.py:\n" + "\n".join(missing)


def test_every_row_is_given_somewhere():
    given = given_codes()
    beginnings = tuple(code for code in given if code.endswith("-"))
    idle = [code for code in table() if code not in given and not (beginnings and code.startswith(beginnings))]
    assert not idle, f"no source gives {idle}"


def test_rows_are_well_formed():
    rows = list(generate_codes.rows())
    names = [code for code, _, _ in rows]
    assert sorted(set(names)) == sorted(names), "a code has two rows"
    for code, severity, meaning in rows:
        family, name = code.split(".")
        assert family in generate_codes.FAMILIES, f"{code}: FAMILIES of docs/generate_codes.py has no '{family}'"
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), code
        assert severity in SEVERITIES, code
        assert len(meaning) > 20 and not meaning.endswith(".") and "; " in meaning, f"{code}: one sentence, what it means; what to do"


def test_the_page_is_that_of_the_table():
    assert generate_codes.PAGE.read_text(encoding="utf-8") == generate_codes.page(), "run python3 docs/generate_codes.py"
