#!/usr/bin/env bash
# Fetches ccxt for the bridge as its lock file pins it, once per lock file, without running any script of a package.
# Two that run at once wait for each other.
set -euo pipefail

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
bridge="$root/bridge"

# What was installed, by the lock file that said so: its time changes with every checkout.
installed="$bridge/node_modules/.installed-lock.json"

if ! command -v npm >/dev/null 2>&1; then
  echo "install-bridge: npm is not on the PATH; install Node.js 20.19 or later" >&2
  exit 2
fi

mkdir -p "$root/artifacts"
exec 9>"$root/artifacts/bridge.lock"
flock 9
if ! cmp -s "$bridge/package-lock.json" "$installed"; then
  (cd "$bridge" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error 9>&-) >&2
  cp "$bridge/package-lock.json" "$installed"
fi
