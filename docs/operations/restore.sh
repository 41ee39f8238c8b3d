#!/bin/sh
# Brings a data directory back into a fresh one:   restore.sh ARCHIVE.tar.gz DATA_DIRECTORY
set -eu
umask 077
fail() { echo "restore: $*" >&2; exit 1; }
[ $# -eq 2 ] || { echo "usage: restore.sh ARCHIVE.tar.gz DATA_DIRECTORY" >&2; exit 2; }
archive=$1 data=$2
[ -f "$archive" ] || fail "$archive is not there"
tar -tzf "$archive" >/dev/null 2>&1 || fail "$archive is damaged"
for part in ./postgres/postgres-data/PG_VERSION ./master-key.json; do
  tar -tzf "$archive" "$part" >/dev/null 2>&1 || fail "$archive lacks $part"
done
if [ -d "$data" ] && [ -n "$(ls -A "$data")" ]; then
  fail "$data is not empty; nothing was changed"
fi
mkdir -p "$data"
tar -xzpf "$archive" -C "$data"
# Left by a server that did not end by itself; its process is none of this machine's.
rm -f "$data/postgres/postgres-data/postmaster.pid"
echo "restore: $data is ready; start ./waybill serve, then run ./waybill ledger verify"
