#!/usr/bin/env bash
# Makes the gateway's image from the built distribution:   docker/build-image.sh [TAG [BASE]]
# On it, the simulated GitHub and Copilot that tests use:  docker/build-image.sh --simulator [TAG [BASE]]
# An image that is up to date is left as it is.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
what=gateway
[ "${1:-}" != --simulator ] || { what=simulator; shift; }
case $what in
  gateway) tag=${1:-sluice:latest} base=${2:-debian:stable-slim} dockerfile=$root/docker/Dockerfile ;;
  simulator) tag=${1:-sluice-simulator:latest} base=${2:-sluice:latest} dockerfile=$root/docker/simulator.Dockerfile ;;
esac
. "$root/scripts/jdk.sh"
find_java_25 jdk
dist=$root/distribution/target/sluice
[ -f "$dist/built" ] || { echo "There is no distribution yet: run ./restart_server.sh, or mvn package." >&2; exit 1; }
command -v docker > /dev/null || { echo "There is no docker on the PATH." >&2; exit 1; }

# The gateway's modules, and what a provider that is dropped in may expect to find.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported

id() { docker image inspect -f '{{.Id}}' "$1" 2>/dev/null || echo "$1"; }
inputs=$( (cd "$dist" && cat "$JAVA_HOME/release" "$root"/docker/* lib/*.jar demo/*.jar; id "$base") \
  | cksum | tr ' ' -)
if [ "$(docker image inspect -f '{{index .Config.Labels "dev.sluice.inputs"}}' "$tag" 2>/dev/null)" = "$inputs" ]; then
  echo "$tag is up to date"
  exit 0
fi

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
if [ $what = gateway ]; then
  "$JAVA_HOME/bin/jlink" --output "$context/jre" --add-modules "$modules" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive
  # One half of the archive is for heaps beyond 32 GB.
  rm -f "$context"/jre/lib/server/classes_nocoops*.jsa
  mkdir -p "$context/sluice" "$context/home/data"
  chmod 700 "$context/home/data"
  cp -Rp "$dist/lib" "$context/sluice"
else
  cp -Rp "$dist/demo" "$context/demo"
fi
# The Dockerfiles keep to what the classic builder knows, for engines without BuildKit.
docker buildx version > /dev/null 2>&1 || export DOCKER_BUILDKIT=0
docker build -q --build-arg "BASE=$base" --label "dev.sluice.inputs=$inputs" -f "$dockerfile" -t "$tag" "$context"
