# Finds JDK 25, whatever `java` on the PATH may be. Sourced, not run; sets and exports JAVA_HOME.

# True if $1 is the home of a JDK of the wanted version; with "jdk" as $2 it must have a compiler too.
is_java_25() {
  [ -x "$1/bin/java" ] || return 1
  [ "${2:-}" != jdk ] || [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    grep -q '^JAVA_VERSION="25[.+"]' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -q 'version "25[.+"]'
  fi
}

# find_java_25 [jdk]: looks at JAVA_HOME, the PATH and the places where systems keep their JDKs.
find_java_25() {
  local kind="${1:-}" home java
  java=$(command -v java 2>/dev/null || true)
  if [ -n "$java" ]; then
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    java=${java%/bin/java}
  fi
  for home in "${JAVA_HOME:-}" "$java" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/*; do
    if [ -n "$home" ] && is_java_25 "$home" "$kind"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  cat >&2 <<'END'
Sluice needs JDK 25, and none was found (looked at JAVA_HOME, the PATH and the usual folders).
Install one and try again, for example:
  Debian, Ubuntu   apt install temurin-25-jdk     (from the Adoptium repository)
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  any system       https://adoptium.net/temurin/releases/?version=25
or set JAVA_HOME to the one you have.
END
  return 1
}
