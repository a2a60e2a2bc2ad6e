#!/usr/bin/env bash
# Creates the Maven project of a new provider outside this tree; it builds and passes its contract tests at once.
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
template=$root/scripts/new-provider
libraries='provider-api provider-support provider-testkit json upstream-client jakarta.json-api parsson'

usage() {
  cat <<'END'
Usage: ./new-provider.sh NAME [DIR]
  NAME  the provider's id: lower-case letters, digits and dashes, beginning with a letter
  DIR   the folder to make (default: provider-NAME beside this one); it must not exist yet
The project has the provider API, provider-support and the test kit in lib/; your Maven repository is not changed.
END
}

fail() {
  echo "$*" >&2
  exit 2
}

case ${1-} in -h|--help) usage; exit 0 ;; esac
[ $# -ge 1 ] && [ $# -le 2 ] || { usage >&2; exit 2; }
name=$1
[[ $name =~ ^[a-z][a-z0-9]*(-[a-z0-9]+)*$ ]] ||
  fail "A provider's name is lower-case letters, digits and dashes, beginning with a letter, not '$name'."
folder=${2:-$(dirname "$root")/provider-$name}
[ ! -e "$folder" ] || fail "$folder exists already. Choose another folder, or move it away."

# jar NAME: the path of a built JAR.
jar() {
  local found
  for found in "$root"/distribution/target/sluice/{lib,demo}/"$1"-[0-9]*.jar; do
    [ ! -f "$found" ] || { echo "$found"; return; }
  done
}
for library in $libraries; do
  [ -n "$(jar "$library")" ] || fail "Sluice is not built yet: run ./restart_server.sh, or mvn -Dquick -DskipTests package."
done

package=com.example.${name//-/}
prefix=
for word in ${name//-/ }; do prefix+=${word^}; done
variable=$(printf %s "$name" | tr 'a-z-' 'A-Z_')

# filled FILE: the template with this provider's names in the place of Acme's.
filled() {
  sed -e "s/com\.example\.acme/$package/g" -e "s/ACME/$variable/g" -e "s/Acme/$prefix/g" -e "s/acme/$name/g" "$1"
}

main=$folder/src/main/java test=$folder/src/test/java
mkdir -p "$main/${package//.//}" "$test/${package//.//}" "$folder/lib"
filled "$template/module-info.java" > "$main/module-info.java"
for class in Factory Provider; do
  filled "$template/Acme$class.java" > "$main/${package//.//}/$prefix$class.java"
done
filled "$template/AcmeContractsTest.java" > "$test/${package//.//}/${prefix}ContractsTest.java"
printf 'target/\n' > "$folder/.gitignore"

dependencies=
for library in $libraries; do
  file=$(jar "$library")
  file=${file##*/}
  version=${file#"$library"-}
  cp "$(jar "$library")" "$folder/lib/"
  dependencies+="    <dependency>
      <groupId>sluice.lib</groupId>
      <artifactId>$library</artifactId>
      <version>${version%.jar}</version>
      <scope>system</scope>
      <systemPath>\${project.basedir}/lib/$file</systemPath>
    </dependency>
"
done

# version NAME: the version of a plug-in that Sluice itself is built with.
version() {
  sed -n "/<artifactId>$1<\/artifactId>/{n;s/.*<version>\(.*\)<\/version>.*/\1/p;q;}" "$root/pom.xml"
}
pom=$(filled "$template/pom.xml")
pom=${pom//@LIBRARIES@/${dependencies%$'\n'}}
pom=${pom//@JUNIT@/$(sed -n 's/.*<junit.version>\(.*\)<\/junit.version>.*/\1/p' "$root/pom.xml")}
for plugin in maven-resources-plugin maven-compiler-plugin maven-surefire-plugin maven-jar-plugin; do
  pom=${pom//@$plugin@/$(version $plugin)}
done
printf '%s\n' "$pom" > "$folder/pom.xml"

cat <<END
$folder is the project of provider '$name'.
  cd $folder && mvn verify
  cp target/$name-0.1.0.jar HOME/providers/      HOME: your gateway's home folder
Then set ${variable}_BASE_URL and ${variable}_API_KEY in HOME/.env. docs/provider-authoring.md tells the rest.
END
