#!/usr/bin/env bash
# Compares what a bridged 20-chunk stream costs the gateway in CPU with what one costs that is passed through, in one
# run, taking turns. The ratios are what is quoted. Needs a built gateway and /proc.
# Usage: bench/bridge.sh [requests per measurement, default 2000] [rounds, default 5]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/jdk.sh"
find_java_25
dist=$root/distribution/target/sluice
[ -x "$dist/bin/sluice" ] || { echo "Build first: ./restart_server.sh, or mvn package" >&2; exit 1; }
work=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
await() { for _ in $(seq 1 600); do curl -fsS -o /dev/null "$1" 2>/dev/null && return 0; sleep 0.1; done; echo "$1 does not answer" >&2; exit 1; }
cat > "$work/FreePort.java" <<'J'
class FreePort { public static void main(String[] a) throws Exception { try (var s = new java.net.ServerSocket(0)) { System.out.println(s.getLocalPort()); } } }
J
mock=$("$JAVA_HOME/bin/java" "$work/FreePort.java"); port=$("$JAVA_HOME/bin/java" "$work/FreePort.java")
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m "$root/bench/MockUpstream.java" "$mock" & pids+=($!)
await "http://127.0.0.1:$mock/models"
SLUICE_HOME=$work PORT=$port GITHUB_COPILOT_TOKEN=ghu_synthetic COPILOT_GITHUB_URL=http://127.0.0.1:$mock \
  COPILOT_GITHUB_API_URL=http://127.0.0.1:$mock COPILOT_API_URL=http://127.0.0.1:$mock \
  "$dist/bin/sluice" > "$work/gateway.log" 2>&1 & pids+=($!); gateway=$!
await "http://127.0.0.1:$port/health"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m "$root/bench/BridgeLoad.java" "$port" "$gateway" "${1:-2000}" "${2:-5}"
