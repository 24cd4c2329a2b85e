#!/usr/bin/env bash
# run.sh BUILD-FOLDER [NAME…] [--quick]: every measurement (or the named ones), one after the other; the marks also
# go to BUILD-FOLDER/bench/NAME.json. Figures are for reading; nothing fails by time.
set -u
build=$1
shift
here=$(dirname "$(readlink -f "$0")")
names=() options=()
for word in "$@"; do
  case $word in
    --*) options+=("$word") ;;
    *) names+=("$word") ;;
  esac
done
wanted() { [ ${#names[@]} -eq 0 ] || [[ " ${names[*]} " == *" $1 "* ]]; }

mkdir -p "$build/bench"
for program in "$build"/tests/bench/*_bench; do
  [ -x "$program" ] && wanted "$(basename "$program" _bench)" || continue
  printf '\n== %s\n' "$(basename "$program")"
  "$program" || echo "FAILED: $program"
done
for script in "$here"/bench_*.py; do
  name=$(basename "$script" .py)
  wanted "${name#bench_}" || continue
  printf '\n== %s\n' "${name#bench_}"
  python3 "$script" "$build" ${options[@]+"${options[@]}"} || echo "FAILED: $script"
done
