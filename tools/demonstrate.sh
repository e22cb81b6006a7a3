#!/bin/bash
# Puts a pack in force in a data folder, for a first look and for tests.
# Usage: demonstrate.sh BINARY DATA PACK
# It plays all the persons that the rules ask for (two administrators, a clerk, a reviewer), keeps
# their tokens in DATA/demonstration, and accepts what the pack lists as unconfirmed. Where lines
# are sold, two administrators do this themselves, each with a token that nobody else has.
set -euo pipefail

readonly BINARY=$1 DATA=$2 PACK=$3
readonly FOLDER="$DATA/demonstration"

stop() {
  printf 'demonstrate: %s\n' "$*" >&2
  exit 1
}

# principal ID ROLE [OUTLET]; once a data folder.
principal() {
  local token="$FOLDER/$1.token" outlet=()
  [[ -s "$token" ]] && return 0
  [[ -n "${3:-}" ]] && outlet=(--outlet "$3")
  "$BINARY" principal add "$1" --role "$2" "${outlet[@]}" --data "$DATA" \
    >"$token.new" 2>/dev/null ||
    stop "$1 cannot be added to $DATA; use a fresh data folder."
  mv "$token.new" "$token"
}

umask 077
mkdir -p "$FOLDER"
principal demonstration-clerk clerk demonstration-outlet
principal demonstration-reviewer reviewer
principal demonstration-admin-1 administrator
principal demonstration-admin-2 administrator
persons=(--data "$DATA" --by "@$FOLDER/demonstration-admin-1.token"
  --confirmed-by "@$FOLDER/demonstration-admin-2.token")

key="$FOLDER/pack_key"
[[ -f "$key" ]] || "$BINARY" policy keygen --out "$key" >/dev/null
[[ -s "$DATA/trusted_keys.toml" ]] || "$BINARY" policy trust "$key.pub" "${persons[@]}" >/dev/null
"$BINARY" policy sign "$PACK" --key "$key" --out "$FOLDER/$PACK.sig" >/dev/null

said=$("$BINARY" policy activate "$PACK" --signature "$FOLDER/$PACK.sig" --accept-unconfirmed \
  "${persons[@]}" 2>&1) && exit 0
[[ "$said" == *pack.already_activated* ]] || stop "${said#truename: }"
