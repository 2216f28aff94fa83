#!/bin/sh
# What Maven runs: `build` (packages if they are missing or the lock is newer, then dist/) or `test`.
set -eu
cd "$(dirname "$0")"

need="The web client needs Node.js 20.19 or newer with npm"
get="install it (for example 'apt-get install nodejs npm' on Debian 13) and run the build again."
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "$need, and none is on the PATH: $get" >&2
  exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
  echo "$need, and $(node --version) is on the PATH: $get" >&2
  exit 1
fi

# npm writes this file last, so an interrupted installation is repeated.
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ]; then
  npm ci --no-audit --no-fund
  touch "$installed"
fi

case "$1" in
  build)
    # File names carry a digest of their content: those of earlier builds would stay in the jar.
    rm -rf target/classes/static
    npm run --silent build
    ;;
  test)
    npm test --silent
    ;;
esac
