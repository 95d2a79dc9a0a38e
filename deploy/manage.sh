#!/bin/sh
# manage.py as the service runs it: its user, its environment, its permissions on new files.
#   sudo /srv/portal/deploy/manage.sh migrate
set -eu
if [ "$(id -un)" != portal ]; then
  exec runuser -u portal -- "$0" "$@"
fi
umask 027
set -a
. /etc/portal/portal.env
set +a
cd "$(dirname "$0")/.."
exec var/venv/bin/python manage.py "$@"
