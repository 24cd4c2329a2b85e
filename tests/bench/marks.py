"""The marks of the benches: what was measured, what of a peer beside it, and what is asked for.

    marks = Marks("lsp", "build/bench")
    marks.ratio("hover 50 KB", [0.4, 0.5], [23.0, 25.0], at_least=20)   # the peer takes that many times as long
    marks.limit("validate, cold", 9.5, at_most=20)
    marks.close()                                                        # prints the table, writes build/bench/lsp.json

Nothing fails by time: a machine under load is slow, so trust ratios of runs that alternate. Each figure has the load beside it.
"""
import json
import os
import pathlib
import time


def quantile(values, share):
    ordered = sorted(values)
    at = (len(ordered) - 1) * share
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def figure(value):
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Marks:
    def __init__(self, name, folder):
        self.name, self.folder, self.rows = name, pathlib.Path(folder), []
        self.began = time.time()

    def _row(self, name, ours, peer, unit, wanted, ratio, reached, best=None):
        row = {"name": name, "unit": unit, "ours": ours, "peer": peer, "ratio": ratio, "best": best, "mark": wanted,
               "reached": reached, "load": os.getloadavg()[0]}
        self.rows.append(row)
        word = "" if reached is None else "reached" if reached else "MISSED"
        print(f"{name:<58} {figure(ours):>8} {figure(peer):>8} {unit:<6} {figure(ratio) + 'x' if ratio else '':>8}  "
              f"{'best ' + figure(best) + 'x' if best else '':<12} {wanted or '':<14} {word}", flush=True)

    def ratio(self, name, ours, peer, at_least=None, share=0.5, unit="ms"):
        """Quantiles of both; `at_least`: how many times as much the peer must take. Beside it the ratio of the best of
        both, which other work on the machine disturbs least."""
        mine = quantile(ours, share)
        other = quantile(peer, share) if peer else None
        ratio = other / mine if other is not None and mine else None
        wanted = f">= {at_least:g}x" if at_least else None
        best = min(peer) / min(ours) if other is not None and len(ours) > 1 and min(ours) > 0 else None
        self._row(name, mine, other, unit, wanted, ratio, None if not at_least or ratio is None else ratio >= at_least, best)

    def limit(self, name, ours, at_most=None, peer=None, unit="ms"):
        wanted = None if at_most is None else f"<= {at_most:g}"
        self._row(name, ours, peer, unit, wanted, peer / ours if peer and ours else None,
                  None if at_most is None else ours <= at_most)

    def holds(self, name, good, detail=""):
        self._row(f"{name} {detail}".strip(), None, None, "", "holds", None, bool(good))

    def close(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        text = {"bench": self.name, "when": time.strftime("%FT%TZ", time.gmtime(self.began)), "cores": os.cpu_count(), "rows": self.rows}
        (self.folder / f"{self.name}.json").write_text(json.dumps(text, indent=1) + "\n")
        missed = [row["name"] for row in self.rows if row["reached"] is False]
        print(f"{self.name}: {len(missed)} of {sum(row['reached'] is not None for row in self.rows)} marks missed; "
              f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        return 0
