#!/bin/sh
# Psychology workspace: a session note, an invoice, the calendar, a referral and a config file go to an assistant.
set -eu
out=${1:?usage: run.sh OUT-DIR}
lethe=${LETHE:-lethe}
cd "$(dirname "$0")/data"
mkdir -p "$out"

# File and folder names hold clients' names: --rename. The list of old and new names is beside the folder, not in it.
"$lethe" redact . --out-dir "$out/clean" --rename --report "$out/report.html" --stats

# The same again does nothing; a changed file is done anew.
"$lethe" redact . --out-dir "$out/clean" --rename --resume

# To look at what was found, with the values, on the practice's own machine.
"$lethe" scan . --report "$out/values.html" --show-values >"$out/findings.jsonl"
