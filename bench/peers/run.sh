#!/usr/bin/env bash
# Times engines of other languages beside Lethe on the same text: datafog's Rust core (PyPI), Presidio with spaCy (PyPI), Rust's
# multi-pattern regex-automata (crates.io). What is not installed and cannot be is left out and named. Usage: bench/peers/run.sh [megabytes]
set -euo pipefail
cd "$(dirname "$0")"
mb=${1:-8}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(cd ../rivals && go run . -mb "$mb" -write "$dir/mix.txt")
if command -v python3 >/dev/null && python3 -m venv "$dir/venv" && "$dir/venv/bin/pip" install -q datafog-core==0.4.4; then
  "$dir/venv/bin/python" datafog.py "$dir/mix.txt"
else
  echo 'datafog: not measured (no Python, or the package is out of reach)'
fi
if [ -n "${PRESIDIO_PYTHON:-}" ]; then
  "$PRESIDIO_PYTHON" presidio.py "$dir/mix.txt"
else
  echo 'Presidio: not measured (set PRESIDIO_PYTHON to a Python that has presidio-analyzer and the spaCy model en_core_web_md)'
fi
if command -v cargo >/dev/null && CARGO_TARGET_DIR="$dir/target" cargo build -q --release --manifest-path rust/Cargo.toml; then
  "$dir/target/release/multi" "$dir/mix.txt"
else
  echo 'Rust regex: not measured (no cargo, or crates are out of reach)'
fi
