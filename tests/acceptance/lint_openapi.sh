#!/bin/sh
# The API's description under redocly's recommended rules; ./dev test installs redocly.
cd "$(dirname "$0")/../.." || exit 1
redocly=tools/node/node_modules/.bin/redocly
if [ ! -x "$redocly" ]; then
  echo "redocly is not installed (./dev test installs it): skipped"
  exit 77
fi
REDOCLY_TELEMETRY=off exec "$redocly" lint --config api/redocly.yaml api/openapi.yaml
