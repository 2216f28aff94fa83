#!/usr/bin/env bash
# Asks a program in its own container and prints the answer's body; fails unless it is 200. The image has no
# curl. It is the health check, and the way to the sandbox's ledger.
#
# Usage: get.sh port path
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
read -r -t 5 _ status _ <&3
while IFS= read -r -t 5 line <&3 && [ "${line%$'\r'}" != "" ]; do :; done
cat <&3
[ "$status" = 200 ]
