#!/bin/sh
# Recruiting: the report of a call and two CVs go to a language model and come back with the people in them; then one is forgotten.
set -eu
out=${1:?usage: run.sh OUT-DIR}
lethe=${LETHE:-lethe}
cd "$(dirname "$0")/data"
mkdir -p "$out"
"$lethe" keys new "$out/keys"

# What the model may see: tokens in the place of people, numbers and addresses; health, belief and union are labels. What is known of
# the reports is said: this number is the candidate's.
redact() {
  subject=$1
  shift
  "$lethe" redact "$@" --keys "$out/keys" --vault "$out/vault" --subject "$subject" --field '$..customer.number=PHONE' --field candidateName=PERSON --out-dir "$out/$subject" --rename
}
redact candidate-1041 call.json CV_Oluwaseun_Marchetti.txt
redact candidate-1042 CV_Nguyen_Thi_Lan.txt

# When the recording must be silent, in seconds; the text is not written again.
"$lethe" redact call.json --mute >"$out/mute.jsonl"

# The model's place is taken by two lines that repeat what it was given.
{
  printf 'Recommendation: invite both.\n\nFirst, from the call:\n'
  grep -m 1 '"summary":' "$out/candidate-1041/call.json"
  printf '\nSecond, from the CV:\n'
  head -8 "$out"/candidate-1042/*.txt
} >"$out/answer.txt"

"$lethe" restore --keys "$out/keys" --vault "$out/vault" "$out/answer.txt" -o "$out/restored.txt"

# The first candidate withdraws. What is about him is unreadable from now on, in every copy; the other's data is not touched.
"$lethe" forget --keys "$out/keys" --vault "$out/vault" candidate-1041
code=0
"$lethe" restore --keys "$out/keys" --vault "$out/vault" "$out/answer.txt" -o "$out/after.txt" || code=$?
[ "$code" -eq 3 ]
