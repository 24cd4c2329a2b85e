#!/usr/bin/env python3
"""What it costs to look at a code folder and to store it, beside ripgrep and `tar | zstd -1` over the same files.

    bench_snapshot.py BUILD [--quick | --files N]       # 20,000 files unless told otherwise, of which a third is kept

Times alternate with the peer's; where `perf` can count, instructions of both stand beside them, which other work on the
machine does not disturb.
"""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from marks import Marks

# Share of the files, kilobytes of one, what is in it: what is kept and what is ignored, as in a machine-learning project.
PARTS = [("src", 0.24, 2, "text", ".py"), ("configs", 0.05, 2, "text", ".yaml"), ("assets", 0.06, 110, "noise", ".bin"),
         ("data/raw", 0.15, 20, "text", ".csv"), (".venv/lib/site-packages", 0.25, 8, "text", ".py"),
         ("node_modules", 0.15, 4, "text", ".js"), ("outputs", 0.05, 10, "text", ".log"), ("src", 0.05, 6, "noise", ".pyc")]
RULES = ["# what the job does not read", "__pycache__/", "*.py[co]", ".venv/", "node_modules", "outputs/", "data/raw/", "**/*.ckpt", "!checkpoints/d0/**"]
RG = ["rg", "--files", "--hidden", "--no-ignore-vcs", "--ignore-file", ".amlignore"]


def grow(folder, count):
    """A tree of that many files, the same for every run; about a third of them are kept."""
    dice = random.Random(1)
    noise = dice.randbytes(1 << 20)
    words = [dice.randbytes(4).hex()[:dice.randint(3, 8)] for _ in range(4000)]
    text = " ".join(dice.choice(words) for _ in range(180_000)).encode()
    for top, share, kilobytes, kind, suffix in PARTS:
        source = text if kind == "text" else noise
        for number in range(round(count * share)):
            depth = dice.randint(1, 4)
            below = "/".join(f"d{(number * 7 + level * 13) % (3 + level * 3)}" for level in range(depth))
            path = folder / top / below / f"f{number}{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            size = int(kilobytes * 1024 * dice.lognormvariate(0, 0.8) / 1.377) + 16
            begin = dice.randrange(len(source) - 1000)
            path.write_bytes((source[begin:] + source * (size // len(source) + 1))[:size])
    (folder / ".amlignore").write_text("\n".join(RULES) + "\n")


def run(argv, folder):
    began = time.perf_counter()
    done = subprocess.run(argv, cwd=folder, stdout=subprocess.PIPE, check=True)
    return (time.perf_counter() - began) * 1000, done.stdout


def alternate(rounds, folder, *argvs):
    times = [[] for _ in argvs]
    for _ in range(rounds):
        for argv, taken in zip(argvs, times):
            taken.append(run(argv, folder)[0])
    return times


def instructions(argv, folder):
    """In millions, of user and system; nothing where perf is not there or may not count."""
    if not shutil.which("perf"):
        return None
    done = subprocess.run(["perf", "stat", "-x,", "-e", "instructions", *argv], cwd=folder, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=False)
    counted = re.search(r"^(\d+),[^,]*,instructions", done.stderr, re.MULTILINE)
    return int(counted[1]) / 1e6 if counted else None


def against(marks, what, ours, peer, folder, rounds, at_most):
    mine, other = alternate(rounds, folder, ours, peer)
    marks.ratio(f"{what} against ripgrep (mark {at_most:g} times as long)", mine, other, at_least=1 / at_most)
    counted, counted_peer = instructions(ours, folder), instructions(peer, folder)
    if counted and counted_peer:
        marks.limit(f"{what}: instructions", counted, None, counted_peer, unit="M")


def main():
    build, quick = os.path.abspath(sys.argv[1]), "--quick" in sys.argv
    marks = Marks("snapshot", f"{build}/bench")
    meter = f"{build}/tests/bench/snapshot_bench"
    rounds = 7 if quick else 25
    with tempfile.TemporaryDirectory() as name:
        folder, stores = pathlib.Path(name) / "code", pathlib.Path(name) / "stores"
        folder.mkdir()
        stores.mkdir()
        grow(folder, int(sys.argv[sys.argv.index("--files") + 1]) if "--files" in sys.argv else 4_000 if quick else 20_000)
        kept = set(run(RG, folder)[1].decode().split("\n")) - {""}
        ours = set(run([meter, "list", "."], folder)[1].decode().split("\n")) - {""}
        marks.holds("the same files as ripgrep", ours == kept, f"({len(kept)} files)")
        against(marks, "walk", [meter, "walk", "."], RG, folder, rounds, 1.5)

        (stores / "list").write_text("".join(f"{path}\0" for path in sorted(kept)))
        pack = ["bash", "-c", f"tar --null -T {stores}/list -cf - | zstd -1 -q -f -o {stores}/all.tar.zst"]
        first, packed = [], []
        for number in range(3 if quick else 5):
            first.append(run([meter, "take", ".", str(stores / f"store{number}")], folder)[0])
            packed.append(run(pack, folder)[0])
            shutil.rmtree(stores / f"store{number}")
        marks.ratio("first snapshot against tar | zstd -1", first, packed, at_least=1)

        take = [meter, "take", ".", str(stores / "store")]
        run(take, folder)
        run(take, folder)  # what changed at the moment of the first walk is read a second time
        read = json.loads(run(take, folder)[1])["read"]
        marks.holds("nothing of an unchanged tree is read", read == 0, f"({read} files)")
        against(marks, "unchanged tree", take, RG, folder, rounds, 3)
    return marks.close()


if __name__ == "__main__":
    sys.exit(main())
