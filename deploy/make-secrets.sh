#!/usr/bin/env bash
# Makes what docker-compose.yml needs and is not there yet: a password of Redis for each service, the list
# of Redis' users made of them, the folders that must survive, and .env with the user to run as.
# Running it again keeps what is there and only writes users.acl anew.
#
# Usage: deploy/make-secrets.sh [folder]    the folder is deploy by default
set -euo pipefail
umask 077

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="${1:-$here}"
secrets="$folder/secrets"
data="$folder/data"
mkdir -p "$secrets/vault" "$secrets/platforms" "$secrets/sign-in" "$data/redis" "$data/keys" "$data/media" "$data/sandbox"

# 48 hexadecimal digits, without a line end: services read the file as it is.
password() { # name
    local file="$secrets/redis-$1"
    if [ ! -s "$file" ]; then
        openssl rand -hex 24 | tr -d '\n' >"$file"
    fi
}

# The list holds digests, so that whoever reads it cannot sign in with it.
digest() { # name
    openssl dgst -sha256 -r "$secrets/redis-$1" | cut -d ' ' -f 1
}

for name in gateway accounts scheduler analytics admin; do
    password "$name"
done

# A service may use its own keys and, as whole keys because Redis 6.2 knows no right to read only, the streams
# of events it consumes. Each stream of events is <service>:{pNN}:events, NN being the partition.
# INFO is what the health check of Spring Boot asks. The client's greeting (CLIENT ...) is refused, which it
# takes well: it fills ACL LOG, and allowing parts of it would tie this list to one release of Redis.
rights="resetchannels +@all -@admin -@dangerous -@pubsub -script +info"
streams='{p[0-9][0-9]}:events'
# On a channel of their own the replicas of a service tell each other of jobs that are due earlier than others.
channel="+publish +subscribe +unsubscribe"
# Written in place: a container that has the file mounted would never see another one under its name.
cat >"$secrets/users.acl" <<ACL
user default off resetkeys resetchannels -@all
user gateway on #$(digest gateway) ~gateway:* $rights
user accounts on #$(digest accounts) ~accounts:* ~scheduler:$streams ~analytics:$streams $rights $channel &accounts:quartz:*
user scheduler on #$(digest scheduler) ~scheduler:* ~accounts:$streams ~analytics:$streams $rights $channel &scheduler:quartz:*
user analytics on #$(digest analytics) ~analytics:* ~scheduler:$streams ~accounts:$streams $rights $channel &analytics:quartz:*
user health on nopass resetkeys resetchannels -@all +ping
user admin on #$(digest admin) allkeys allchannels +@all
ACL

# Containers run as this user, because secrets are files that only it may read.
if [ "$(id -u)" -eq 0 ]; then
    user=10001:10001
    chown -R "$user" "$secrets" "$data"
else
    user="$(id -u):$(id -g)"
fi
env="$(dirname "$here")/.env"
if [ -n "${1:-}" ]; then
    env="$folder/.env"
fi
if [ ! -f "$env" ]; then
    printf '# The user that containers run as; written by deploy/make-secrets.sh.\nSEPTET_USER=%s\n' "$user" >"$env"
fi
echo "Secrets are in $secrets, data will be in $data; containers run as $user."
