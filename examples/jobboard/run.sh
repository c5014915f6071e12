#!/bin/sh
# Job board: the export of applications becomes a table in which everyone is one of five or more, and published counts.
set -eu
out=${1:?usage: run.sh OUT-DIR}
lethe=${LETHE:-lethe}
cd "$(dirname "$0")/data"
mkdir -p "$out"

"$lethe" discover applications.csv -o "$out/inventory.txt"
"$lethe" table infer applications.csv >"$out/roles.txt"

# For the data team: what others may know of a person is generalized until five share it; who they are and how to reach them goes.
mkdir -p "$out/hierarchies"
"$lethe" table hierarchy applications.csv --column age --kind intervals --widths 5,10,20 -o "$out/hierarchies/age.csv"
"$lethe" table hierarchy applications.csv --column experience_years --kind intervals --widths 5,10,20 -o "$out/hierarchies/experience_years.csv"
"$lethe" table anonymize applications.csv -k 5 --quasi age,gender,city,job_title,sector,experience_years --hierarchies "$out/hierarchies" \
  --identifier application_id,applied_on,full_name,email,phone,birth_date,postcode --free-text notes --sensitive disability,expected_salary \
  --report "$out/table.html" -q -o "$out/table.csv"

# For the newsletter: counts by city and sector; small groups stay hidden.
"$lethe" table publish applications.csv --by city,sector -o "$out/counts.csv"

# For the call centre: the rows as they are, without people. What the columns hold is known and said; notes are searched. Cells that a
# spreadsheet would run are disarmed.
"$lethe" redact applications.csv --field full_name=PERSON --field gender=keep --field city=keep --field job_title=keep --field application_id=CLIENT_ID \
  --csv-guard -o "$out/applications.csv"
