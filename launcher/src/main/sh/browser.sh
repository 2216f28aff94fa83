# Finds or fetches a Chromium for the browser tests. Sourced by ./verify; bash 3.2 and later.
#
# Sets SEPTET_CHROMIUM. In this order: the variable itself, a browser of this machine, Debian's
# package (as root), a headless Chromium that is packaged on npm.

# The newest release of that package which runs on Node 20.
BROWSER_NPM_PACKAGE="@sparticuz/chromium@147.0.0"

browser_runs() { # program
    "$1" --version >/dev/null 2>&1
}

browser_on_machine() {
    local name file
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        file="$(command -v "$name" 2>/dev/null)" || continue
        if browser_runs "$file"; then
            SEPTET_CHROMIUM="$file"
            return 0
        fi
    done
    for file in "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -x "$file" ] && browser_runs "$file"; then
            SEPTET_CHROMIUM="$file"
            return 0
        fi
    done
    return 1
}

browser_from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "No Chromium here; installing Debian's package"
    apt-get update -qq \
        && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-noto-cjk >/dev/null \
        && browser_on_machine
}

# The package holds the program packed with Brotli, which Node can unpack.
browser_unpack() { # folder
    (cd "$1" && npm pack --silent "$BROWSER_NPM_PACKAGE" >/dev/null && tar -xzf ./*.tgz) || return 1
    (cd "$1" && node -e '
        const { brotliDecompressSync } = require("zlib");
        const { readFileSync, writeFileSync } = require("fs");
        const unpack = (from, to) =>
            writeFileSync(to, brotliDecompressSync(readFileSync("package/bin/" + from)));
        unpack("chromium.br", "chromium.bin");
        unpack("swiftshader.tar.br", "swiftshader.tar");
        unpack("al2023.tar.br", "libraries.tar");') || return 1
    tar --no-same-owner -xf "$1/swiftshader.tar" -C "$1" || return 1
    tar --no-same-owner -xf "$1/libraries.tar" -C "$1" || return 1
    rm -rf "$1/package" "$1"/*.tgz "$1"/*.tar
    # Its own libraries only where the machine has none.
    cat >"$1/chromium" <<'SCRIPT'
#!/bin/sh
here="$(cd "$(dirname "$0")" && pwd)"
if ldd "$here/chromium.bin" | grep -q 'not found'; then
    LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    export LD_LIBRARY_PATH
fi
exec "$here/chromium.bin" "$@"
SCRIPT
    chmod +x "$1/chromium" "$1/chromium.bin"
}

browser_from_npm() {
    [ "$(uname -sm)" = "Linux x86_64" ] || return 1
    local folder="${XDG_CACHE_HOME:-$HOME/.cache}/septet/chromium-${BROWSER_NPM_PACKAGE##*@}"
    if [ ! -x "$folder/chromium" ]; then
        echo "No Chromium here; fetching $BROWSER_NPM_PACKAGE from npm"
        rm -rf "$folder.part"
        mkdir -p "$folder.part"
        browser_unpack "$folder.part" || return 1
        rm -rf "$folder"
        mv "$folder.part" "$folder"
    fi
    browser_runs "$folder/chromium" || return 1
    SEPTET_CHROMIUM="$folder/chromium"
}

browser_find() {
    if [ -n "${SEPTET_CHROMIUM:-}" ]; then
        if ! browser_runs "$SEPTET_CHROMIUM"; then
            echo "SEPTET_CHROMIUM=$SEPTET_CHROMIUM does not run." >&2
            return 1
        fi
    elif ! browser_on_machine && ! browser_from_debian && ! browser_from_npm; then
        echo "The browser tests need a Chromium and none could be got. Install one" \
            "(apt-get install chromium, or on macOS: brew install --cask chromium) or name one" \
            "with SEPTET_CHROMIUM." >&2
        return 1
    fi
    export SEPTET_CHROMIUM
}
