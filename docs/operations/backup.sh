#!/bin/sh
# Copies a data directory while no Waybill runs on it:   backup.sh DATA_DIRECTORY ARCHIVE.tar.gz
# The archive holds the database, the master key, the admin token and the plug-ins: keep it as secret as they are.
set -eu
umask 077
fail() { echo "backup: $*" >&2; exit 1; }
[ $# -eq 2 ] || { echo "usage: backup.sh DATA_DIRECTORY ARCHIVE.tar.gz" >&2; exit 2; }
data=$1 archive=$2
[ -d "$data/postgres/postgres-data" ] || fail "$data holds no embedded database"
[ -f "$data/master-key.json" ] || fail "$data holds no master key; without it no credential can be opened"
[ ! -e "$archive" ] || fail "$archive is there already"
pid_file=$data/postgres/postgres-data/postmaster.pid
if [ -f "$pid_file" ] && kill -0 "$(head -n 1 "$pid_file")" 2>/dev/null; then
  fail "Waybill runs on $data; stop it first: a copy of a running database is none"
fi
unfinished=$archive.unfinished
trap 'rm -f "$unfinished"' EXIT
tar -czf "$unfinished" -C "$data" .
tar -tzf "$unfinished" >/dev/null || fail "the archive cannot be read back"
sync "$unfinished"
mv "$unfinished" "$archive"
echo "backup: $archive, $(wc -c < "$archive") bytes"
