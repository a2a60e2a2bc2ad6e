#!/usr/bin/env bash
# Builds everything and runs every test. Further arguments go to Maven.
set -euo pipefail
cd "$(dirname "$0")"
. scripts/jdk.sh
find_java_25 jdk
command -v mvn >/dev/null || { echo "Sluice builds with Maven 3.8.7 or newer, and there is no mvn on the PATH: install Maven and try again." >&2; exit 1; }
exec mvn -B -ntp verify "$@"
