#!/usr/bin/env bash
# Starts Sluice in the background, or starts it again: builds it if need be, stops the instance of this home folder,
# waits until the new one answers, and says where.
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
. "$root/scripts/jdk.sh"

usage() {
  cat <<'END'
Usage: ./restart_server.sh [options]
  -p PORT   listen on PORT (default: PORT, application.yaml's server.port, or 4000)
  -c        only check: exit 0 if it is up, 1 if it is down
  -s        stop it
  -f        run in the foreground
  -b        back up the log first
  -d        log in detail
  --demo    run against a simulated GitHub and Copilot, in a home folder of its own; no account needed
  -h        this help
SLUICE_HOME is the home folder, with .env, .cache, logs and server.pid (default: the working directory).
It restarts the instance of that folder; with -p and one running there on another port, it starts a further one,
which -p PORT -c and -p PORT -s then mean.
END
}

action=start demo=no backup=no port=
while [ $# -gt 0 ]; do
  case $1 in
    -p) [ $# -ge 2 ] || { echo "-p needs a port." >&2; exit 2; }; port=$2; shift ;;
    -p*) port=${1#-p} ;;
    -c) action=check ;;
    -s) action=stop ;;
    -f) action=foreground ;;
    -b) backup=yes ;;
    -d) export LOG_LEVEL=debug ;;
    --demo) demo=yes ;;
    -h|--help) usage; exit 0 ;;
    *) echo "Unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
if [ -n "$port" ]; then
  if ! [[ $port =~ ^0*[1-9][0-9]{0,4}$ ]] || [ "$((10#$port))" -gt 65535 ]; then
    echo "-p needs a number from 1 to 65535, not '$port'." >&2
    exit 2
  fi
  port=$((10#$port))
  export PORT=$port
fi

home=${SLUICE_HOME:-$PWD}
[ "$demo" = no ] || home=$home/.demo

# unwritable [FILE]: says why the home folder cannot be used, and ends.
unwritable() {
  local way=$home
  while [ ! -e "$way" ]; do way=$(dirname "$way"); done
  if [ ! -d "$way" ]; then
    echo "Sluice cannot use the home folder $home: $way is a file. Move it away, or set SLUICE_HOME to another folder." >&2
  else
    echo "Sluice cannot write ${1:-to its home folder $home}: check its owner and mode, or set SLUICE_HOME to another folder." >&2
  fi
  exit 1
}

case $action in
  start|foreground)
    mkdir -p "$home" 2>/dev/null && [ -w "$home" ] || unwritable
    mkdir -p "$home/logs" 2>/dev/null && [ -w "$home/logs" ] || unwritable "$home/logs" ;;
  *) [ -d "$home" ] || { [ "$action" = stop ] && echo "Sluice is not running." && exit 0; echo "Sluice is down."; exit 1; } ;;
esac
# Without symbolic links: the instance is known by this path, whichever way leads to it.
home=$(cd "$home" && pwd -P)
export SLUICE_HOME=$home

# Prints a process's command line; nothing if there is no such process.
command_line() {
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\0' ' ' < "/proc/$1/cmdline" 2>/dev/null || true
  else
    ps -ww -p "$1" -o command= 2>/dev/null || true
  fi
}

# running PIDFILE: prints the pid of the running instance. A pid that now belongs to another program is not ours.
running() {
  local pid
  { read -r pid < "$1"; } 2>/dev/null || return 1
  case $pid in ''|*[!0-9]*) return 1 ;; esac
  case $(command_line "$pid") in
    */java\ *"-Dsluice.home=$home -p "*" -m dev.sluice."*) echo "$pid" ;;
    *) return 1 ;;
  esac
}

# address LOG: prints the address that the instance wrote to its log when it began to listen.
address() {
  sed -n 's/^.*Sluice .*listening on \(http[^ ,"]*\).*$/\1/p' "$1" 2>/dev/null | tail -n 1
}

# The instance of this home folder, unless another port is asked for than that one has: then one of its own beside it.
pidfile=$home/server.pid log=$home/logs/server.log
if [ -n "$port" ] && running "$pidfile" >/dev/null; then
  case $(address "$log") in
    *":$port") ;;
    *) pidfile=$home/server-$port.pid log=$home/logs/server-$port.log ;;
  esac
elif [ -n "$port" ] && running "$home/server-$port.pid" >/dev/null; then
  pidfile=$home/server-$port.pid log=$home/logs/server-$port.log
fi

# trusting URL OPTION: prints the option that takes any certificate, for an address of this machine's own.
trusting() {
  case $1 in https://127.*|https://\[::1\]*) echo "$2" ;; esac
}

# get URL: prints the body and succeeds if the status is 200.
get() {
  if command -v curl >/dev/null; then
    curl -fsS $(trusting "$1" -k) --max-time 5 --noproxy '*' "$1" 2>/dev/null
  else
    wget -qO- $(trusting "$1" --no-check-certificate) -T 5 --no-proxy "$1" 2>/dev/null
  fi
}

# impediment URL: prints what keeps a provider from serving, as /ready tells it.
impediment() {
  {
    if command -v curl >/dev/null; then
      curl -sS $(trusting "$1" -k) --max-time 5 --noproxy '*' "$1/ready"
    else
      wget -qO- $(trusting "$1" --no-check-certificate) -T 5 --no-proxy --content-on-error "$1/ready"
    fi
  } 2>/dev/null | grep -o '"reason":"[^"]*"' | head -n 1 | sed 's/^"reason":"\(.*\)"$/\1/' || true
}

# drain FROM: prints how many seconds the instance gives to running requests: the first thing it says when it stops.
drain() {
  tail -c "+$1" "$log" 2>/dev/null | sed -n 's/^Sluice is stopping; .* up to \([0-9][0-9]*\) seconds\.$/\1/p' | head -n 1
}

stop() {
  local pid from seconds= end=$((SECONDS + 60))
  pid=$(running "$pidfile") || { rm -f "$pidfile"; return 0; }
  from=$(($(wc -c < "$log" 2>/dev/null || echo 0) + 1))
  echo "Stopping Sluice (pid $pid)."
  if ! kill -TERM "$pid" 2>/dev/null && running "$pidfile" >/dev/null; then
    echo "Sluice (pid $pid) was started by another user, who alone can stop it." >&2
    exit 1
  fi
  while running "$pidfile" >/dev/null && [ "$SECONDS" -lt "$end" ]; do
    if [ -z "$seconds" ] && seconds=$(drain "$from") && [ -n "$seconds" ]; then
      echo "Requests that are running get up to $seconds seconds."
      # Beside them, providers get a few seconds to end.
      end=$((SECONDS + seconds + 20))
    fi
    sleep 0.1
  done
  if running "$pidfile" >/dev/null; then
    echo "It did not end by itself; killing it."
    kill -KILL "$pid" 2>/dev/null || true
    sleep 0.2
  fi
  rm -f "$pidfile"
}

build() {
  local dist=$root/distribution/target/sluice
  if [ -f "$dist/built" ] && [ -z "$(find "$root" -newer "$dist/built" -type f \
    \( -path '*/src/main/*' -o -name pom.xml -o -path "$root/scripts/*" \) -not -path '*/target/*' -print -quit)" ]; then
    return 0
  fi
  find_java_25 jdk
  command -v mvn >/dev/null || { echo "Sluice builds with Maven 3.8.7 or newer, and there is no mvn on the PATH: install Maven and try again." >&2; exit 1; }
  echo "Building Sluice (the first time takes a minute or two) ..."
  if ! (cd "$root" && mvn -B -ntp -q -Dquick -DskipTests package -pl distribution -am) > "$home/logs/build.log" 2>&1; then
    grep -v -e 'sun.misc.Unsafe' -e 'Please consider reporting' -e 'terminally deprecated' "$home/logs/build.log" | grep ERROR | head -n 15 >&2 || true
    echo "The build failed; all of it is in $home/logs/build.log" >&2
    exit 1
  fi
}

arguments=()
[ "$demo" = no ] || arguments=(--demo)
sluice=$root/distribution/target/sluice/bin/sluice

case $action in
  check)
    if ! pid=$(running "$pidfile"); then
      echo "Sluice is down."
      exit 1
    fi
    url=$(address "$log")
    if get "$url/health" >/dev/null; then
      echo "Sluice is up: $url/v1 (pid $pid)"
      exit 0
    fi
    echo "Sluice is down: it runs (pid $pid), but does not answer${url:+ at $url}. See $log"
    exit 1 ;;
  stop)
    if running "$pidfile" >/dev/null; then stop; echo "Stopped."; else rm -f "$pidfile"; echo "Sluice is not running."; fi
    exit 0 ;;
esac

for file in "$log" "$pidfile"; do
  { [ ! -e "$file" ] || { [ -f "$file" ] && [ -w "$file" ]; }; } || unwritable "$file"
done
build
stop
find_java_25
if [ "$backup" = yes ] && [ -s "$log" ]; then
  mv "$log" "$log.$(date +%Y%m%d-%H%M%S)"
fi
( umask 077; : >> "$log" )
if [ "$action" = foreground ]; then
  echo $$ > "$pidfile"
  # The log as well, where -c looks for the address. It outlives the keystroke that ends the gateway.
  exec "$sluice" "${arguments[@]+"${arguments[@]}"}" > >(exec tee -i -a "$log") 2>&1
fi

before=$(wc -c < "$log")
new_log() { tail -c "+$((before + 1))" "$log"; }
nohup "$sluice" "${arguments[@]+"${arguments[@]}"}" >> "$log" 2>&1 < /dev/null &
pid=$!
echo "$pid" > "$pidfile"

for _ in $(seq 1 300); do
  if ! kill -0 "$pid" 2>/dev/null; then
    # Unless another start of this folder has written its own meanwhile.
    [ "$(cat "$pidfile" 2>/dev/null)" != "$pid" ] || rm -f "$pidfile"
    why=$(new_log | grep -v '^$' | tail -n 1 || true)
    echo "${why:-Sluice ended at once; see $log}" >&2
    exit 1
  fi
  url=$(new_log | sed -n 's/^.*Sluice .*listening on \(http[^ ,"]*\).*$/\1/p' | tail -n 1)
  if [ -n "$url" ] && get "$url/health" >/dev/null; then
    up=yes
    break
  fi
  sleep 0.1
done
if [ "${up:-no}" = no ]; then
  echo "Sluice has not answered within 30 seconds; see $log" >&2
  exit 1
fi
echo "$pid" > "$pidfile"

# With nobody signed in, the code to type appears in the log as soon as GitHub has given one.
if ! get "$url/ready" >/dev/null; then
  for _ in $(seq 1 20); do
    why=$(impediment "$url")
    case $why in
      ''|*'enter the code'*|*'cannot be reached'*) break ;;
    esac
    sleep 0.25
  done
  if new_log | grep -q '^Waiting for authorization'; then
    new_log | sed -n '/╔/,/^Waiting for authorization/p'
  elif [ -n "$why" ]; then
    echo "It is not ready to serve yet: $why"
  fi
fi
[ "$demo" = no ] || new_log | sed -n '/^DEMO/p'
cat <<END
Sluice is up: $url/v1 (pid $pid)
Log:          $log
END
