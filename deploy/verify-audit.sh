#!/usr/bin/env bash
# Tells whether a workspace's audit log is as it was written; ends with 1 if it is not. Runs where accounts-service
# is: docker compose exec accounts-service /septet/verify-audit.sh <workspace id>
set -euo pipefail

[ $# -eq 1 ] || { sed -n '2,3s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
. "$(dirname "${BASH_SOURCE[0]}")/internal.sh"
answer="$(internal GET "/internal/v1/workspaces/$1/audit/verification")"
echo "$answer"
case "$answer" in *'"intact":true'*) ;; *) exit 1 ;; esac
