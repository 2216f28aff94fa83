#!/usr/bin/env bash
# Makes the first workspace and its owner, who can then sign in and do everything else on the screens. Runs
# where accounts-service is: docker compose exec -it accounts-service /septet/first-owner.sh
# Running it again with the same workspace id changes the owner's name and password.
#
# It calls the internal API as a service of the name "setup": with a key made for this one run, whose public
# half lies beside the services' own until the run ends.
set -euo pipefail
umask 077

keys="${SEPTET_DATA:-data}/keys"
port="${SEPTET_ACCOUNTS_PORT:-8081}"
[ -d "$keys/public" ] || { echo "No keys in $keys; is accounts-service running here?" >&2; exit 1; }

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
read -r -s -p "Owner's password, at least 10 characters: " password
echo
case "$email" in *[!A-Za-z0-9@._+-]* | "") echo "Not an email address that this script takes" >&2; exit 1 ;; esac

# UUIDv7: milliseconds, then randomness.
if [ -z "$workspace" ]; then
    time="$(printf '%012x' "$(date +%s%3N)")"
    random="$(openssl rand -hex 10)"
    workspace="${time:0:8}-${time:8:4}-7${random:0:3}-8${random:3:3}-${random:6:12}"
fi

work="$(mktemp -d)"
trap 'rm -rf "$work" "$keys/public/setup.jwk"' EXIT
openssl ecparam -name prime256v1 -genkey -noout -out "$work/key.pem"
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
openssl ec -in "$work/key.pem" -pubout -outform DER 2>/dev/null | tail -c 64 >"$work/point"
x="$(head -c 32 "$work/point" | base64url)"
y="$(tail -c 32 "$work/point" | base64url)"
id="setup-$(openssl rand -hex 8)"
printf '{"kty":"EC","crv":"P-256","x":"%s","y":"%s","use":"sig","kid":"%s"}' "$x" "$y" "$id" >"$work/setup.jwk"
mv "$work/setup.jwk" "$keys/public/setup.jwk"

# The signature leaves openssl as a DER sequence of two numbers; a token wants their 32 bytes each.
token() {
    local now content numbers
    now="$(date +%s)"
    content="$(printf '{"alg":"ES256","typ":"JWT","kid":"%s"}' "$id" | base64url)"
    content="$content.$(printf '{"iss":"setup","sub":"setup","aud":"accounts","role":"SERVICE","iat":%d,"exp":%d}' \
        "$now" "$((now + 60))" | base64url)"
    numbers="$(printf '%s' "$content" | openssl dgst -sha256 -sign "$work/key.pem" | openssl asn1parse -inform DER |
        sed -n 's/.*INTEGER *:0*//p' | while read -r number; do
            printf '%s%s' "$(printf '%*s' $((64 - ${#number})) '' | tr ' ' 0)" "$number"
        done)"
    printf '%s.%s' "$content" "$(printf '%b' "$(printf '%s' "$numbers" | sed 's/../\\x&/g')" | base64url)"
}

text() { # a JSON string of one line
    printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g' | tr -d '\000-\037')"
}

put() { # path, JSON
    local status bytes
    bytes="$(printf '%s' "$2" | wc -c)"
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'PUT %s HTTP/1.1\r\nHost: localhost:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
        "$1" "$port" "$(token)" "$bytes" "$2" >&3
    read -r _ status _ <&3
    if [ "${status:0:1}" != 2 ]; then
        echo "accounts-service answered $status:" >&2
        cat <&3 >&2
        exit 1
    fi
    exec 3<&-
}

put "/internal/v1/workspaces/$workspace" "{\"name\":$(text "$name"),\"zone\":$(text "$zone")}"
put "/internal/v1/workspaces/$workspace/members/$email" \
    "{\"name\":$(text "$owner"),\"password\":$(text "$password"),\"role\":\"OWNER\"}"
echo "$email can sign in now. The workspace's id is $workspace."
