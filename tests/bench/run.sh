#!/usr/bin/env bash
# run.sh BUILD-FOLDER: every measurement, one after the other. Figures are for reading; nothing fails by time.
set -u
build=$1
root=$(dirname "$(readlink -f "$0")")/../..
for program in "$build"/tests/bench/*_bench; do
  [ -x "$program" ] || continue
  printf '\n== %s\n' "$(basename "$program")"
  "$program"
done
printf '\n== footplate validate, one cold job (ms, best of 20)\n'
python3 "$root/tests/bench/validate_cold.py" "$build/footplate" "$root/examples/iris/job.yml"
if [ -f "$root/../shared/tools/lsp/lspbench.mjs" ]; then
  printf '\n== the language server\n'
  node "$root/../shared/tools/lsp/lspbench.mjs" --server "$build/footplate lsp" --quick
  printf '\n== aliases, conflict markers, closed files\n'
  node "$root/../shared/tools/lsp/pains.mjs" "$build/footplate lsp"
fi
if [ -d "$root/../shared/corpus" ]; then
  printf '\n== real files, typed a character at a time\n'
  python3 "$root/tests/bench/typing.py" "$build/footplate" "$root/../shared/corpus" || echo "FAILED: see above"
fi
