#!/usr/bin/env bash
# Measures Sluice against nginx as a plain reverse proxy, both in front of the same mock upstream, in one run.
# Absolute numbers depend on the machine; the ratios are what is quoted. Needs wrk, nginx and a built gateway.
# Usage: bench/run.sh [seconds per measurement, default 8]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-8}
. "$root/scripts/jdk.sh"
find_java_25
dist=$root/distribution/target/sluice
[ -x "$dist/bin/sluice" ] || { echo "Build first: ./restart_server.sh, or mvn package" >&2; exit 1; }
nginx=$(command -v nginx || echo /usr/sbin/nginx)
for tool in wrk "$nginx"; do command -v "$tool" > /dev/null || { echo "$tool is not here: apt install wrk nginx" >&2; exit 1; }; done

work=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
free_port() { "$JAVA_HOME/bin/java" "$work/FreePort.java"; }
cat > "$work/FreePort.java" <<'J'
class FreePort { public static void main(String[] a) throws Exception { try (var s = new java.net.ServerSocket(0)) { System.out.println(s.getLocalPort()); } } }
J
mock=$(free_port); proxy=$(free_port); gateway=$(free_port)
await() { for _ in $(seq 1 300); do curl -fsS -o /dev/null "$1" 2>/dev/null && return 0; sleep 0.05; done; echo "$1 does not answer" >&2; exit 1; }
ticks=$(getconf CLK_TCK)
# CPU seconds of a process and its children, so far.
cpu() { local t=0 p; for p in "$1" $(pgrep -P "$1" || true); do t=$((t + $(awk '{print $14+$15}' "/proc/$p/stat"))); done; echo "$t"; }
peak() { awk '/VmHWM/{printf "%.0f", $2/1024}' "/proc/$1/status"; }

"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m "$root/bench/MockUpstream.java" "$mock" & pids+=($!)
mkdir -p "$work/nginx" "$work/home"
sed -e "s#PID#$work/nginx/pid#" -e "s#TEMP#$work/nginx#" -e "s#MOCK#$mock#" -e "s#LISTEN#$proxy#" "$root/bench/nginx.conf" > "$work/nginx.conf"
await "http://127.0.0.1:$mock/models"
"$nginx" -p "$work/nginx" -c "$work/nginx.conf" & pids+=($!); nginx_pid=$!
await "http://127.0.0.1:$proxy/models"

start_gateway() {
  SLUICE_HOME=$work/home PORT=$gateway GITHUB_COPILOT_TOKEN=ghu_synthetic \
    COPILOT_GITHUB_URL=http://127.0.0.1:$mock COPILOT_GITHUB_API_URL=http://127.0.0.1:$mock COPILOT_API_URL=http://127.0.0.1:$mock \
    "$dist/bin/sluice" > "$work/gateway.log" 2>&1 &
  gateway_pid=$!
}
# From the start of the command to the first answer of a model, five times.
body='{"model":"copilot-gpt-4o","messages":[{"role":"user","content":"Hi"}]}'
starts=()
for _ in 1 2 3 4 5; do
  began=$(date +%s%N)
  start_gateway
  # Whoever asks all the time takes from the start one of its cores.
  until { exec 3<> "/dev/tcp/127.0.0.1/$gateway"; } 2>/dev/null; do
    kill -0 "$gateway_pid" || { cat "$work/gateway.log" >&2; exit 1; }
    sleep 0.01
  done
  exec 3>&-
  curl -fsS -o /dev/null -H 'content-type: application/json' -d "$body" "http://127.0.0.1:$gateway/v1/chat/completions"
  starts+=($((($(date +%s%N) - began) / 1000000)))
  kill -TERM "$gateway_pid"; wait "$gateway_pid" || true
done
start_ms=$(printf '%s\n' "${starts[@]}" | sort -n | sed -n 3p)
start_gateway; pids+=($gateway_pid)
await "http://127.0.0.1:$gateway/health"

# measure NAME PID PORT MODEL MODE CONNECTIONS SECONDS
measure() {
  local before after result
  before=$(cpu "$2")
  result=$(wrk -t1 -c"$6" -d"$7s" --timeout 30s -s "$root/bench/chat.lua" "http://127.0.0.1:$3/$8" -- "$4" "$5" | grep ^RESULT)
  after=$(cpu "$2")
  echo "$result" | awk -v name="$1" -v cpu="$((after - before))" -v ticks="$ticks" '{
    for (i = 2; i <= NF; i++) { split($i, kv, "="); v[kv[1]] = kv[2] }
    bad = v["broken"] + v["connect"] + v["read"] + v["write"] + v["timeout"]
    printf "%s %.0f %.2f %.2f %.1f %d %d\n", name, v["whole"] / v["seconds"], v["p50"], v["p99"], v["whole"] ? cpu / ticks * 1e6 / v["whole"] : 0, v["whole"], bad }'
}
row() { printf '| %-22s | %9s | %9s | %9s | %12s | %8s | %4s |\n' "$@"; }
compare() { # compare TITLE MODE
  local n g
  # A JVM is measured warm: it compiles what is used often, for half a minute and more on a small machine.
  measure warm "$gateway_pid" "$gateway" copilot-gpt-4o "$2" 32 $((seconds * 5)) v1/chat/completions > /dev/null
  n=$(measure nginx "$nginx_pid" "$proxy" gpt-4o "$2" 32 "$seconds" chat/completions)
  g=$(measure sluice "$gateway_pid" "$gateway" copilot-gpt-4o "$2" 32 "$seconds" v1/chat/completions)
  # shellcheck disable=SC2086
  set -- "$1" $n $g
  row "$1, nginx" "$3" "$4" "$5" "$6" "$7" "$8"
  row "$1, Sluice" "${10}" "${11}" "${12}" "${13}" "${14}" "${15}"
  awk -v a="$3" -v b="${10}" -v c="$6" -v d="${13}" -v t="$1" 'BEGIN { printf "RATIO %s: %.2f of nginx in throughput, %.2f times its CPU per request\n", t, b / a, d / c }' >> "$work/ratios"
}
echo
row measurement 'req/s' 'p50 ms' 'p99 ms' 'CPU us/req' whole bad
row --- --- --- --- --- --- ---
compare '1 KB JSON' json
compare '20-chunk stream' stream
# shellcheck disable=SC2046
row $(measure '1000-paced-streams' "$gateway_pid" "$gateway" copilot-paced stream 1000 $((seconds + 6)) v1/chat/completions | tr ' ' '\n')
echo
cat "$work/ratios"
echo "START median of five, from the command to the first answer of a model: $start_ms ms (all: ${starts[*]})"
echo "MEMORY peak resident size of the gateway: $(peak "$gateway_pid") MB"
