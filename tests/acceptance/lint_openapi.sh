#!/bin/bash
# api/openapi.yaml holds to the rules of redocly, without errors and without warnings.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

lint=tools/node/node_modules/.bin/redocly
if [[ ! -x "$lint" ]]; then
  echo "skipped: $lint is missing; ./dev install fetches it."
  exit 77
fi

# Neither a notice of new releases nor telemetry: a test asks nobody outside.
export REDOCLY_SUPPRESS_UPDATE_NOTICE=true REDOCLY_TELEMETRY=off
said=$("$lint" lint --config api/redocly.yaml --format json --max-problems 1000 api/openapi.yaml) ||
  { echo "$said"; exit 1; }
echo "$said" | node -e '
  const {problems, totals} = JSON.parse(require("fs").readFileSync(0));
  for (const {severity, ruleId, message} of problems) console.log(severity, ruleId, message);
  console.log(`${totals.errors} errors, ${totals.warnings} warnings`);
  process.exit(totals.errors + totals.warnings === 0 ? 0 : 1);'
