#!/usr/bin/env bash
# run_unit.sh BUILD-FOLDER: runs every unit test program there, one after the other, and keeps each one's counts.
set -u
folder=$1
results=build/results
mkdir -p "$results"
kind=$(basename "$folder")
status=0
shopt -s nullglob
for program in "$folder"/tests/test_*; do
  [ -x "$program" ] && [ -f "$program" ] || continue
  name=$(basename "$program")
  xml=$results/$kind-$name.xml
  if ! timeout 300 "$program" --reporter junit --out "$xml"; then
    status=1
    echo "FAILED: $program" >&2
    timeout 300 "$program" --reporter compact 2>&1 | tail -40 >&2
  fi
done
python3 tests/support/count.py "$results/$kind-test_*.xml" "unit tests ($kind)"
exit $status
