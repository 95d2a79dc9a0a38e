#!/bin/sh
# Serves the portal in its container: as deploy/granian.env says, but for what the environment says.
set -eu
cd "$(dirname "$0")/.."
given=$(export -p)
set -a
. deploy/granian.env
set +a
eval "$given"
exec granian --host 0.0.0.0 --port 8000 iclei.wsgi:application
