# Finds the tools that ./run and ./verify need. Sourced, never run; bash 3.2 and later.
#
# Sets TOOLS_JDK (folder of a JDK 25 or later). Collects what is missing, so that one message can
# name everything.

TOOLS_MISSING=""

tools_miss() { # what, apt command, brew command
    local how
    case "$(uname -s)" in
        Darwin) how="$3" ;;
        *) how="$2" ;;
    esac
    TOOLS_MISSING="${TOOLS_MISSING}  $1 (install: $how)
"
}

# Prints the major version of the JDK in a folder; nothing if there is none.
tools_jdk_version() {
    local home="$1" line
    [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 0
    if [ -r "$home/release" ]; then
        line="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" | sed -n 1p)"
    else
        line="$("$home/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | sed -n 1p)"
    fi
    printf '%s' "$line"
}

tools_jdk_fits() {
    local version
    version="$(tools_jdk_version "$1")"
    [ -n "$version" ] && [ "$version" -ge 25 ]
}

# The folder of the java on the PATH, links followed without readlink -f, which macOS may lack.
tools_java_on_path() {
    local file link
    file="$(command -v java 2>/dev/null)" || return 0
    while [ -L "$file" ]; do
        link="$(readlink "$file")"
        case "$link" in
            /*) file="$link" ;;
            *) file="$(dirname "$file")/$link" ;;
        esac
    done
    (cd "$(dirname "$file")/.." 2>/dev/null && pwd) || true
}

tools_find_jdk() {
    local home
    TOOLS_JDK=""
    for home in "${JAVA_HOME:-}" "$(tools_java_on_path)" \
        ${SEPTET_JDK_FOLDERS:-/usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
            /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
            /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
            "$HOME"/.sdkman/candidates/java/*}; do
        if [ -n "$home" ] && tools_jdk_fits "$home"; then
            TOOLS_JDK="$home"
            return 0
        fi
    done
    tools_miss "JDK 25 or later" \
        "apt-get install openjdk-25-jdk, or temurin-25-jdk from Adoptium; then set JAVA_HOME if it lies elsewhere than /usr/lib/jvm" \
        "brew install openjdk@25"
}

tools_find_maven() {
    local version
    version="$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | sed -n 1p)" || true
    case "$version" in
        "" | [0-2].* | 3.[0-7])
            tools_miss "Maven 3.8 or later" "apt-get install maven" "brew install maven" ;;
    esac
}

tools_find_node() {
    local version
    version="$(node -v 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')" || true
    if [ -z "$version" ] || [ "$version" -lt 20 ] || ! command -v npm >/dev/null 2>&1; then
        tools_miss "Node.js 20 or later with npm" "apt-get install nodejs npm" "brew install node"
    fi
}

tools_stop_if_missing() { # command
    if [ -n "$TOOLS_MISSING" ]; then
        printf '%s needs what is not on this machine:\n%s' "$1" "$TOOLS_MISSING" >&2
        exit 1
    fi
}
