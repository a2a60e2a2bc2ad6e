#!/usr/bin/env bash
# Stops the engine that docker-up.sh started, and no other.
set -uo pipefail
is_dockerd() { awk '/^Name:/{n=$2} /^State:/{s=$2} END{exit !(n=="dockerd" && s!="Z")}' "/proc/$1/status" 2>/dev/null; }
state=${DOCKER_STATE:-/var/tmp/sluice-ci-docker}
f=$state/dockerd.pid
[ -f "$f" ] || { echo "docker-down: not ours, left alone"; exit 0; }
p=$(cat "$f")
rm -f "$f"
is_dockerd "$p" || { echo "docker-down: already gone"; exit 0; }
kill -TERM "$p"
for _ in $(seq 1 150); do is_dockerd "$p" || { echo "docker-down: stopped $p"; exit 0; }; sleep 0.2; done
kill -KILL "$p"
echo "docker-down: killed $p"
