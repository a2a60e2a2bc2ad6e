#!/usr/bin/env bash
# Feeds every reader of foreign bytes with Jazzer, one target after the other. What it finds is written to
# fuzz/target/findings; put it into the target's folder below fuzz/src/test/seeds, where mvn verify runs it from then on.
# Usage: fuzz/run.sh [seconds per target, default 60] [part of a target's name ...]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
jazzer=0.30.0
. scripts/jdk.sh
find_java_25 jdk
target=$PWD/fuzz/target
mvn -B -ntp -q -Dquick -pl fuzz -am test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
for artifact in jazzer jazzer-api; do
  [ -s "$target/jazzer/$artifact.jar" ] || mvn -B -ntp -q -N dependency:copy \
    -Dartifact=com.code-intelligence:$artifact:$jazzer -DoutputDirectory="$target/jazzer" -Dmdep.stripVersion=true
done
# The names of fields, which no fuzzer would guess.
cat docs/dialects/*.md fuzz/src/test/seeds/*/* | grep -aoE '"[A-Za-z_][A-Za-z0-9_.-]{1,40}"' | sort -u | sed 's/"\(.*\)"/"\\"\1\\""/' > "$target/dictionary"
classpath=$target/test-classes:$(cat "$target/classpath")

failed=0
for seeds in fuzz/src/test/seeds/*; do
  name=$(basename "$seeds")
  for part in "${@:-}"; do [[ $name == *"$part"* ]] && break; done
  [[ $name == *"$part"* ]] || continue
  mkdir -p "$target/corpus/$name" "$target/findings/$name"
  echo "$name: $seconds s"
  # A small heap: memory out of proportion to the input is a finding, too.
  "$JAVA_HOME/bin/java" -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss1m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "$target/jazzer/*:$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="$name" --instrumentation_includes='dev.sluice.**:org.eclipse.parsson.**' --reproducer_path="$target/findings/$name" --keep_going=8 -dict="$target/dictionary" -print_final_stats=1 \
    -max_total_time="$seconds" -timeout=60 -max_len=16384 -rss_limit_mb=2048 -artifact_prefix="$target/findings/$name/" \
    "$target/corpus/$name" "$seeds" > "$target/findings/$name.log" 2>&1 || { failed=1; echo "  FOUND SOMETHING:"; grep -m1 -A12 '== Java Exception\|ERROR: libFuzzer' "$target/findings/$name.log" || true; }
  grep -E 'stat::number_of_executed_units|^Done |exec/s' "$target/findings/$name.log" | tail -1
done
exit $failed
