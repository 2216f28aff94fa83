#!/usr/bin/env bash
# Exchanges the key under which the platforms' tokens lie, while everything works. Runs where accounts-service is:
# docker compose exec accounts-service /septet/vault-key.sh rotate
#
#   status   tells how much lies under which key
#   rotate   makes a new key and puts every token under it; one that was broken off is finished
#   forget   forgets keys under which nothing lies, at the earliest an hour after the last exchange
set -euo pipefail

case "${1:-}" in
    status) call="GET /internal/v1/vault" ;;
    rotate) call="POST /internal/v1/vault/rotation" ;;
    forget) call="POST /internal/v1/vault/forgetting" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
. "$(dirname "${BASH_SOURCE[0]}")/internal.sh"
# shellcheck disable=SC2086
internal $call
echo
