#!/usr/bin/env bash
# ./dev demo: a real training job checked, submitted, followed and listed, in a scratch copy of examples/iris.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
project=$here/../build/demo/iris
mkdir -p "$project/.footplate"
cp -r "$here/iris/." "$project/"
cd "$project"

run() { printf '\n\033[1m$ %s\033[0m\n' "$*"; "$@"; }

run footplate validate job.yml
printf '\nA typo, told before anything is sent:\n'
sed 's/^environment:/enviroment:/' job.yml > typo.yml
run footplate validate typo.yml || true
rm typo.yml
run footplate submit job.yml --tail
run footplate submit job.yml --set inputs.rate=0.02 --tail
run footplate list --sort accuracy
run footplate show @last
