#!/bin/bash
# README's two commands in a bare Debian 12 made by debootstrap: nothing installed but git. Says
# how long each took. Needs root, debootstrap and git on this machine; leaves the root to look at.
# Usage: tools/bare_debian.sh FOLDER [DEBIAN_MIRROR]
set -euo pipefail

readonly SOURCE="$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)"
readonly SERVING_MARK='^Open http'  # what ./dev run says once it serves
readonly RUN_LIMIT_S=3600

stop() {
  printf 'bare_debian: %s\n' "$*" >&2
  exit 1
}

[[ $# -ge 1 ]] || stop "say in which new folder to make the root: tools/bare_debian.sh FOLDER"
[[ $EUID -eq 0 ]] || stop "only root can make a root file system; start it with sudo."
command -v debootstrap >/dev/null || stop "apt-get install debootstrap first."
# Everything mounted below ends with this namespace.
[[ "${BARE_DEBIAN_INSIDE:-}" == yes ]] || BARE_DEBIAN_INSIDE=yes exec unshare --mount "$0" "$@"
readonly ROOT="$(readlink -m "$1")"
readonly MIRROR="${2:-}"
[[ ! -e "$ROOT" ]] || stop "$ROOT exists; name a new folder."

# The way to the package servers is this machine's affair: its name lookup, authorities and npm
# settings are lent to the root and stand nowhere in the repository.
lend() {
  local file
  for file in /etc/resolv.conf /etc/hosts /etc/npmrc /usr/local/etc/npmrc "$HOME/.npmrc"; do
    [[ -f "$file" ]] && mkdir -p "$(dirname "$ROOT$file")" && cp -pL "$file" "$ROOT$file"
  done
  [[ -f /etc/ssl/certs/ca-certificates.crt ]] &&
    install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/lent-authorities.crt"
  return 0
}

inside() {
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME" LANG=C.UTF-8 \
    NODE_EXTRA_CA_CERTS=/etc/lent-authorities.crt npm_config_cafile=/etc/lent-authorities.crt \
    chroot "$ROOT" /bin/bash -c "cd /truename && $1"
}

seconds_since() { echo $((SECONDS - $1)); }

# A bare root has no pkill.
stop_serving() {
  local process
  for process in /proc/[0-9]*; do
    [[ "$(readlink "$process/root")" == "$ROOT" && "$(<"$process/comm")" == truename ]] &&
      kill -TERM "${process#/proc/}"
  done
  return 0
}

run_until_serving() {
  local began=$SECONDS log="$ROOT/run.log" server
  inside './dev run' >"$log" 2>&1 &
  server=$!
  until grep -q "$SERVING_MARK" "$log"; do
    kill -0 "$server" 2>/dev/null || { tail -n 30 "$log" >&2; stop "./dev run failed; see $log"; }
    [[ $(seconds_since "$began") -lt $RUN_LIMIT_S ]] || stop "./dev run took too long; see $log"
    sleep 1
  done
  tail -n 12 "$log"
  printf '\n== ./dev run: serving after %s s\n' "$(seconds_since "$began")"
  stop_serving
  wait "$server" || true
}

test_all() {
  local began=$SECONDS
  inside './dev test' >"$ROOT/test.log" 2>&1 || {
    tail -n 60 "$ROOT/test.log" >&2
    stop "./dev test failed; see $ROOT/test.log"
  }
  tail -n 12 "$ROOT/test.log"
  printf '\n== ./dev test: passed after %s s\n' "$(seconds_since "$began")"
}

debootstrap --variant=minbase --include=git bookworm "$ROOT" ${MIRROR:+"$MIRROR"} >"$ROOT.log" ||
  stop "debootstrap failed; see $ROOT.log"
[[ -f /etc/apt/sources.list.d/debian.sources ]] &&
  cp /etc/apt/sources.list.d/debian.sources "$ROOT/etc/apt/sources.list.d/" &&
  rm -f "$ROOT/etc/apt/sources.list"
lend
mount --rbind /dev "$ROOT/dev"
mount -t proc proc "$ROOT/proc"
mount -t sysfs sys "$ROOT/sys"
git clone -q "$SOURCE" "$ROOT/truename"
run_until_serving
test_all
