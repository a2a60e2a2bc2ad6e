#!/usr/bin/env bash
# Sums up the test reports below a folder: .ci/count-tests.sh FOLDER
# The last line is `N passed, F failed, S skipped`. Fails if a test failed, or fewer passed than the floor.
set -euo pipefail
cd "$1"
# A green run that ran nothing is a failure: the floor rises with the suite, and never falls by accident.
floor=${TEST_FLOOR:-4700}

suites() {
  find . -path '*/target/*-reports/TEST-*.xml' -not -path './*/target/*/target/*' -exec grep -ho '<testsuite [^>]*' {} + || true
}
# sum NAME: adds up an attribute of all suites.
sum() { suites | { grep -o " $1=\"[0-9]*\"" || true; } | tr -dc '0-9\n' | awk '{n += $1} END {print n + 0}'; }

total=$(sum tests) failures=$(sum failures) errors=$(sum errors) skipped=$(sum skipped)
failed=$((failures + errors))
passed=$((total - failed - skipped))
find . -path '*/target/failsafe-reports/TEST-*.xml' -exec grep -ho 'SKIPPED: [^<"]*' {} + | sort -u || true
status=0
if [ "$passed" -lt "$floor" ]; then
  echo "ci: too few tests passed: $passed, where $floor at least are expected" >&2
  status=1
fi
[ "$failed" = 0 ] || status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
