#!/usr/bin/env bash
# Brings up a container engine: installs it when it is missing, starts it when none answers. Any number of times.
# Exit 0: up. Exit 3: cannot be had here, and one line on stderr says why. docker-down.sh stops only what this started.
set -uo pipefail
state=${DOCKER_STATE:-/var/tmp/sluice-ci-docker}
mkdir -p "$state"
no() { echo "docker-up: $*" >&2; exit 3; }
up() { timeout 10 docker info -f '{{.ServerVersion}}' 2>/dev/null; }
if v=$(up) && [ -n "$v" ]; then echo "docker-up: already up, engine $v"; exit 0; fi
[ "$(id -u)" = 0 ] || no "no engine answers, and this user is not root"
if ! command -v dockerd >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  { apt-get -qq update && apt-get -qq -y --no-install-recommends install docker.io iptables; } > "$state/apt.log" 2>&1 < /dev/null \
    || no "apt-get could not install docker.io: $(tail -n 1 "$state/apt.log")"
fi
# A pid file outlives a restart of the machine where /run is on disk; a dead or foreign pid would stop the start.
for f in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
  [ -f "$f" ] || continue
  case "$(awk '/^Name:/{n=$2} /^State:/{s=$2} END{print s==""||s=="Z" ? "" : n}' "/proc/$(cat "$f")/status" 2>/dev/null)" in
    dockerd|containerd) ;;
    *) rm -f "$f" ;;
  esac
done
mountpoint -q /sys/fs/cgroup || mount -t cgroup2 none /sys/fs/cgroup || true
# Ports are published on loopback only.
setsid dockerd --ip 127.0.0.1 ${DOCKERD_ARGS:-} < /dev/null > "$state/dockerd.log" 2>&1 &
pid=$!
for _ in $(seq 1 300); do
  if v=$(up) && [ -n "$v" ]; then echo "$pid" > "$state/dockerd.pid"; echo "docker-up: started engine $v, pid $pid"; exit 0; fi
  kill -0 "$pid" 2>/dev/null || no "dockerd ended: $(grep -v level=info "$state/dockerd.log" | tail -n 1)"
  sleep 0.2
done
kill -TERM "$pid"
no "dockerd did not answer within 60 s, see $state/dockerd.log"
