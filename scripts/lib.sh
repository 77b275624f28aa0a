# Shared by the scripts beside it; read with `source`. Installs only what is missing, and only as root on Debian.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# install PACKAGE...: from Debian, or a clear word on what to do instead.
install() {
  if [ "$(id -u)" -ne 0 ] || ! have apt-get; then
    fail "Missing: $*. Install it (Debian: apt-get install $*) and run this again."
  fi
  say "Installing $* ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update && apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# The compiler that rust-toolchain.toml names, with its wasm target, and a C compiler for SQLite.
need_rust() {
  have cargo || [ ! -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ] || PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  have cargo || fail "Missing: Rust. Install rustup from https://rustup.rs and run this again."
  have cc || install gcc libc6-dev
  if have rustup && ! rustup target list --installed 2>/dev/null | grep -q wasm32-unknown-unknown; then
    rustup target add wasm32-unknown-unknown
  fi
}

# Where cargo puts what it builds, whichever way that was configured.
target_folder() {
  cargo metadata --no-deps --offline --format-version 1 | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p'
}

# The folder with initdb and pg_ctl; empty where Postgres is not installed.
postgres_folder() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || found=$(dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null)
  printf '%s' "${found#.}"
}

need_postgres() {
  [ -z "$(postgres_folder)" ] || return 0
  # The package would start a server of its own, which nobody asked for.
  if [ "$(id -u)" -eq 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  install postgresql
}

need_browser() {
  if [ -z "${CHROMIUM:-}" ] && ! have chromium; then
    install chromium fonts-liberation
  fi
  have node || install nodejs npm
  have npm || install npm
  export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
    use_newer_node
  fi
  if [ ! -e end2end/node_modules/.package-lock.json ] || [ end2end/package-lock.json -nt end2end/node_modules/.package-lock.json ]; then
    (cd end2end && npm ci --no-audit --no-fund --loglevel=error >&2 && touch node_modules/.package-lock.json)
  fi
}

# Debian 12 has node 18, Playwright wants 20: npm carries node itself as a package.
use_newer_node() {
  local folder
  folder=$(target_folder)/node
  [ -x "$folder/node_modules/node/bin/node" ] || npm install --no-audit --no-fund --loglevel=error --prefix "$folder" node@22 >&2
  PATH="$folder/node_modules/node/bin:$PATH"
  export PATH
}
