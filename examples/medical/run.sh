#!/bin/sh
# Medical suite: a web server's log, an application's log and patients' messages leave for the vendor's support.
set -eu
out=${1:?usage: run.sh OUT-DIR}
lethe=${LETHE:-lethe}
cd "$(dirname "$0")/data"
mkdir -p "$out"

# What do we have? Counts, never values.
"$lethe" discover . --as json -o "$out/inventory.json"
"$lethe" discover . --as html -o "$out/inventory.html"

# What only this site knows: record numbers in paths, names in searches (rules.yaml), people with a login (logins.txt).
"$lethe" redact . --rules ../rules.yaml --deny USERNAME=../logins.txt --field family=PERSON --out-dir "$out/clean" --log "$out/log.jsonl" --report "$out/report.html"

# The same as the web server writes: each line leaves at once.
"$lethe" redact --format log --rules ../rules.yaml --deny USERNAME=../logins.txt --live <access.log >"$out/live.log"
