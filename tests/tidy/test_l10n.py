"""The Chinese catalogs: rows are well formed and say the same places, and every sentence that the sources say to people has a row."""
import pathlib
import re

SERVER = pathlib.Path(__file__).resolve().parents[2] / "server"
TABLES = sorted((SERVER / "ide/l10n").glob("l10n_zh_cn*.def"))
ROW = re.compile(r'^ROW\("((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\)$')
PLACE = re.compile(r"\{\d\}")

TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r"//[^\n]*")
RAW = re.compile(r'R"(\w*)\(.*?\)\1"', re.S)
JOINED = re.compile(r'"\s*\n\s*"')
QUOTED = re.compile(r"['`{:]|\\n|\d+\.\d+")
WORDS = re.compile(r"[a-z]{2,} [a-z]+")

# Files whose sentences are not shown to people in their language: scripts and SQL, patterns of other programs' output, answers to programs
# (HTTP, MLflow's clients), log lines, and the help of the command line, which is English.
NOT_SHOWN = [
    "base/line_diff.cpp", "cli/args.cpp", "cli/completion_script.cpp", "commands/archive.cpp", "commands/completion.cpp",
    "commands/completion_script.cpp", "commands/table.cpp", "commands/command.cpp",
    "engines/local/distribution.cpp", "engines/local/end_record.cpp", "engines/local/record_watch.cpp", "ide/schedule_words.cpp", "lsp/environment_watch.cpp", "lsp/remote_schemas.cpp", "lsp/run_watch.cpp",
    "os/", "rpc/", "runner/environments/build_log.cpp", "runner/environments/loosener.cpp", "runner/tracking/mlflow_", "runner/environments/overlay_venv.cpp", "runner/tracking/tracking.cpp",
    "runner/tracking/tracked_runs.cpp", "runner/reconcile.cpp", "store/asset_store.cpp", "store/run_query.cpp", "store/run_rows.cpp",
    "store/where_fields.cpp", "store/where_sql.cpp",
]
# Sentences of the other files that go elsewhere: what programs print, what a migrated step echoes, remarks in files that are made.
ELSEWHERE = {"no counterpart of", "Traceback (most recent call last", "No module named", "CUDA out of memory", "This could take a while",
             "# from .gitignore, which does not count beside this file",
             "# from ignore files above this folder", "# the aliases of the file stand for more than is written out here"}


def rows():
    for table in TABLES:
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("//"):
                match = ROW.match(line)
                assert match, f"{table.name}:{number}: a row is ROW(\"English\", \"中文\") on one line"
                yield f"{table.name}:{number}", match.group(1), match.group(2)


def sentences(text):
    """The pieces of messages in a source, parted at quotes and the like: three words and more, adjacent texts joined."""
    text = JOINED.sub("", RAW.sub("", COMMENT.sub("", re.sub(r"#include[^\n]*", "", text))))
    for match in TEXT.finditer(text):
        if len(match.group(1).split()) < 3:
            continue
        for piece in QUOTED.split(match.group(1)):
            if len(piece.split()) >= 3 and WORDS.search(piece):
                yield piece.strip(" ,;:()")


def test_rows_have_the_same_places():
    wrong = [where for where, english, chinese in rows() if sorted(PLACE.findall(english)) != sorted(PLACE.findall(chinese))]
    assert not wrong, wrong


def test_places_count_from_zero_in_order():
    wrong = [where for where, english, _ in rows() if PLACE.findall(english) != [f"{{{i}}}" for i in range(len(PLACE.findall(english)))]]
    assert not wrong, wrong


def test_no_text_has_two_rows():
    seen = {}
    for where, english, _ in rows():
        assert seen.setdefault(english, where) == where, f"{seen[english]} and {where}: {english}"


def test_every_sentence_of_the_sources_has_a_row():
    """A piece of a message stands literally in the English of a row, so that the row's template can match."""
    english = "\n".join(PLACE.sub("\0", text) for _, text, _ in rows())
    missing = []
    for source in sorted(SERVER.rglob("*.cpp")):
        name = str(source.relative_to(SERVER))
        if any(name.startswith(one) for one in NOT_SHOWN):
            continue
        for piece in sentences(source.read_text(encoding="utf-8")):
            if piece not in ELSEWHERE and piece not in english:
                missing.append(f"{name}: {piece}")
    assert not missing, "add rows to server/ide/l10n/l10n_zh_cn*.def for:\n" + "\n".join(missing)


def test_the_search_for_sentences_finds_them():
    text = 'f("reading " + name +\n  ": there is "\n  "no such file"); // "a comment of no interest"\ng("x y");'
    assert list(sentences(text)) == ["there is no such file"]
