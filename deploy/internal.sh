# Calls accounts-service's internal API, from where accounts-service is; sourced by the scripts beside it.
#
# They call as a service of the name "setup": with a key made for this one run, whose public half lies beside
# the services' own until the run ends.
umask 077

keys="${SEPTET_DATA:-data}/keys"
port="${SEPTET_ACCOUNTS_PORT:-8081}"
[ -d "$keys/public" ] || { echo "No keys in $keys; is accounts-service running here?" >&2; exit 1; }

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

internal() { # method, path, JSON; prints the answer
    local status line bytes
    bytes="$(printf '%s' "${3:-}" | wc -c)"
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s %s HTTP/1.0\r\nHost: localhost:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
        "$1" "$2" "$port" "$(token)" "$bytes" "${3:-}" >&3
    read -r _ status _ <&3
    while read -r line <&3 && [ "$line" != $'\r' ]; do :; done
    if [ "${status:0:1}" != 2 ]; then
        echo "accounts-service answered $status:" >&2
        cat <&3 >&2
        exit 1
    fi
    cat <&3
    exec 3<&-
}
