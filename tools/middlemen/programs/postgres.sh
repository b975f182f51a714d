#!/bin/sh
# Runs a command beside a PostgreSQL server of its own, as the user `postgres`, since a server refuses root.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
PGHOST=$(mktemp -d) && export PGHOST
"$bin/initdb" --auth=trust --no-sync --encoding=UTF8 --locale=C "$PGHOST/data" >"$PGHOST/log"
trap '"$bin/pg_ctl" --pgdata="$PGHOST/data" --mode=immediate stop >>"$PGHOST/log"; rm -rf "$PGHOST"' EXIT
"$bin/pg_ctl" --pgdata="$PGHOST/data" --wait --log="$PGHOST/log" \
  --options="-c listen_addresses= -c unix_socket_directories=$PGHOST" start >>"$PGHOST/log"
"$@"
