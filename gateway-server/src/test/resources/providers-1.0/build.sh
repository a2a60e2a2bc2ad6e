#!/usr/bin/env bash
# Builds the JARs of this folder against version 1.0.0 of the provider API, and nothing else.
# Usage: ./build.sh path/to/provider-api-1.0.0.jar
set -euo pipefail
api=$(realpath "$1")
cd "$(dirname "$0")"
[[ $(jar --describe-module --file "$api") == 'dev.sluice.provider@1.0.0 '* ]] || {
  echo "$api is not version 1.0.0 of the provider API" >&2
  exit 1
}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
for id in acme beacon telegraph; do
  mkdir "$classes/$id"
  find "$id" -name '*.java' -exec javac --release 25 -proc:none --module-path "$api" -d "$classes/$id" {} +
  jar --create --file "$id.jar" --module-version 1 --date 2026-01-01T00:00:00Z -C "$classes/$id" .
done
