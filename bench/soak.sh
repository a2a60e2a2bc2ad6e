#!/usr/bin/env bash
# Starts the built gateway in front of three upstreams that fail and recover at random, and clients of which some leave.
# Prints what became of the requests, and the gateway's threads and memory at the start and at the end; ends with 1 if a
# reply was false, a request hung, or threads or memory were left behind. Needs a built gateway and its provider-testkit.
# Usage: bench/soak.sh [minutes, default 10] [seed, default 4000]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/jdk.sh"
find_java_25 jdk
dist=$root/distribution/target/sluice
testkit=$(ls "$root"/provider-testkit/target/provider-testkit-*.jar 2> /dev/null | grep -v -e -sources -e -javadoc | head -n 1 || true)
[ -x "$dist/bin/sluice" ] && [ -n "$testkit" ] || { echo "Build first: ./restart_server.sh, or mvn package" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests=$root/integration-tests/src/test/java
mkdir "$work/classes" "$work/home"
path=$testkit:$dist/lib/*
"$JAVA_HOME/bin/javac" -nowarn -proc:none -d "$work/classes" -cp "$path" -sourcepath "$tests" "$tests/dev/sluice/it/Soak.java"
"$JAVA_HOME/bin/java" -Xmx512m -Dsluice.distribution="$dist" -cp "$work/classes:$path" dev.sluice.it.Soak \
  "$work/home" "${1:-10}" "${2:-4000}"
