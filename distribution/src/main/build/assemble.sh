#!/usr/bin/env bash
# Completes the distribution: the scripts, and the classes linked ahead of time by a training run.
# Usage: assemble.sh ROOT DISTRIBUTION JAVA_HOME
set -euo pipefail
root=$1 dist=$2 java=$3/bin/java
mkdir -p "$dist/bin" "$dist/aot"
cp "$root/distribution/src/main/bin/sluice" "$root/scripts/jdk.sh" "$dist/bin/"
chmod +x "$dist/bin/sluice"
cp "$root/LICENSE" "$dist/"
rm -f "$dist/built" "$dist"/aot/*

work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]+"${pids[@]}"}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

# wait_for FILE PATTERN PID: prints what the pattern's group caught.
wait_for() {
  local found
  for _ in $(seq 1 300); do
    found=$(sed -n "s#^.*$2.*\$#\1#p" "$1" 2>/dev/null | head -n 1)
    if [ -n "$found" ]; then echo "$found"; return 0; fi
    kill -0 "$3" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# ask BODY URL
ask() {
  curl -fsS -o /dev/null -H 'content-type: application/json' -d "$1" "$2/v1/chat/completions"
}

# run HOME GITHUB OPTIONS...: starts a gateway, asks it what every run is asked, and stops it.
run() {
  local home=$1 github=$2 gateway url question request
  shift 2
  env -i PATH="$PATH" SLUICE_HOME="$home" PORT=0 GITHUB_COPILOT_TOKEN=ghu_synthetic \
    COPILOT_GITHUB_URL="$github" COPILOT_GITHUB_API_URL="$github" \
    "$java" -XX:+UseSerialGC "$@" \
    "-Dsluice.home=$home" -p "$dist/lib" -m dev.sluice.gateway/dev.sluice.gateway.Main > "$work/gateway.log" 2>&1 &
  gateway=$!
  pids+=($gateway)
  url=$(wait_for "$work/gateway.log" 'listening on \(http[^ ,"]*\)' $gateway) || return 1
  question=$(printf 'Tell me about sluices and gates. %.0s' $(seq 25))
  request='{"model":"copilot-gpt-4o","messages":[{"role":"user","content":"'$question'"}]'
  for _ in 1 2 3; do
    curl -fsS -o /dev/null "$url/v1/models" || return 1
    curl -fsS -o /dev/null "$url/health" || return 1
    curl -fsS -o /dev/null "$url/metrics" || return 1
    ask "$request}" "$url" && ask "$request,\"stream\":true}" "$url" || return 1
  done
  kill -TERM "$gateway"
  wait "$gateway" || true
}

# Twice, since the second start finds a token and a list of models. What the compilers learn meanwhile is left out: the
# next run would compile all of that at once, just when it starts.
train() {
  command -v curl > /dev/null || { echo "curl is not here"; return 1; }
  SIMULATOR_TOKEN=ghu_synthetic "$java" -XX:+UseSerialGC -p "$dist/lib:$dist/demo" \
    -m dev.sluice.demo/dev.sluice.demo.SimulatorMain > "$work/simulator.log" 2>&1 &
  pids+=($!)
  local github
  github=$(wait_for "$work/simulator.log" 'GITHUB \(http[^ ]*\)' $!) || return 1
  mkdir "$work/home"
  run "$work/home" "$github" || return 1
  run "$work/home" "$github" -XX:AOTCacheOutput="$dist/aot/sluice.aot" -Xlog:aot=error -Xlog:cds=error \
    -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining || return 1
  [ -s "$dist/aot/sluice.aot" ]
}

if ! train > "$work/train.log" 2>&1; then
  rm -f "$dist"/aot/*
  # Without it the gateway only starts slower.
  echo "No classes were linked ahead of time; the gateway runs without them, and starts slower:"
  tail -n 5 "$work"/*.log
fi
touch "$dist/built"
