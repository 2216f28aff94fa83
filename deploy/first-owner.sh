#!/usr/bin/env bash
# Makes the first workspace and its owner, who can then sign in and do everything else on the screens. Runs
# where accounts-service is: docker compose exec -it accounts-service /septet/first-owner.sh
# Running it again with the same workspace id changes the owner's name and password.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/internal.sh"

ask() { # question, variable, default
    local answer
    read -r -p "$1${3:+ [$3]}: " answer
    printf -v "$2" '%s' "${answer:-${3:-}}"
}
ask "Workspace" name "My workspace"
ask "Its time zone" zone "UTC"
ask "Workspace id (empty for a new one)" workspace
ask "Owner's name" owner "Owner"
ask "Owner's email" email
read -r -s -p "Owner's password, at least 12 characters: " password
echo
case "$email" in *[!A-Za-z0-9@._+-]* | "") echo "Not an email address that this script takes" >&2; exit 1 ;; esac

# UUIDv7: milliseconds, then randomness.
if [ -z "$workspace" ]; then
    time="$(printf '%012x' "$(date +%s%3N)")"
    random="$(openssl rand -hex 10)"
    workspace="${time:0:8}-${time:8:4}-7${random:0:3}-8${random:3:3}-${random:6:12}"
fi

text() { # a JSON string of one line
    printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g' | tr -d '\000-\037')"
}

internal PUT "/internal/v1/workspaces/$workspace" "{\"name\":$(text "$name"),\"zone\":$(text "$zone")}" >/dev/null
internal PUT "/internal/v1/workspaces/$workspace/members/$email" \
    "{\"name\":$(text "$owner"),\"password\":$(text "$password"),\"role\":\"OWNER\"}" >/dev/null
echo "$email can sign in now. The workspace's id is $workspace."
