"""A machine that is made up, on which the commands of the operator guide run as they are printed.

Its root is a folder: paths of the system in a command lead there. What needs a real machine, root
or the network (apt-get, systemctl, certbot, docker …) is a stand-in that writes down how it was
called. Everything else is the real thing: the shell, sed, tar, find, deploy/manage.sh, and
PostgreSQL where it is installed.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from deploy.steps import ROOT
from tests.postgres import binaries

#: What the reader fills in.
FILLED_IN = {
    "<address of the repository>": "https://git.example.kr/portal.git",
    "<your name>": "cities.example.kr",
    "<version>": "0.1.0",
    "<day>": "2026-01-02",
    "<60 random letters and digits: openssl rand -hex 30>": "5" * 60,
    "<60 others: openssl rand -hex 30>": "6" * 60,
    "<letters and digits: openssl rand -hex 20>": "7" * 40,
}
#: Paths of the system, but for those of programs and of none.
SYSTEM = re.compile(r"(?<![\w.~:/-])/(srv|etc|usr/local/sbin|var/(?:lib|backups|www))/(?=[\w<])")
TODAY = "2026-01-02"
#: What a stand-in does beside writing down how it was called; $ROOT is the root of its machine.
STAND_INS = {
    **dict.fromkeys(("adduser", "apt-get", "certbot", "curl", "docker", "nginx"), ""),
    **dict.fromkeys(("python3", "sysctl", "systemctl", "useradd"), ""),
    "date": f"echo {TODAY}",
    "editor": 'cat "$ROOT/edited" >> "$1"',
    "git": """
        test "$1" = clone || exit 0
        mkdir -p "$3/var/venv/bin"
        for part in "$CODE"/*; do
          case "$part" in */var | */deploy) ;; *) ln -s "$part" "$3/" ;; esac
        done
        cp -r "$CODE/deploy" "$3/deploy"
        sed -i "s!/etc/portal!$ROOT/etc/portal!" "$3/deploy/manage.sh"
        cp "$ROOT/bin/portal-python" "$3/var/venv/bin/python"
    """,
    "id": 'echo "${MACHINE_USER:-root}"',
    "install": """
        for word; do
          shift
          case "$owner$word" in
            -o | -g) owner=of ;;
            of*) owner= ;;
            *) set -- "$@" "$word" ;;
          esac
        done
        exec /usr/bin/install "$@"
    """,
    "journalctl": 'cat "$ROOT/journal"',
    # As another user, who is also whom programs of PostgreSQL connect as.
    "runuser": """
        user=$2
        shift 3
        export MACHINE_USER="$user" PGUSER="$user"
        exec "$@"
    """,
    # What runs manage.py: as the service's user, and with the environment of the service.
    "portal-python": """
        test "$MACHINE_USER" = portal
        test -f manage.py
        echo "$SITE_URL" > "$ROOT/site"
        test -z "$PYTHON" || case "$2" in
          createsuperuser | changepassword) ;; # which ask whoever sits there
          *) exec "$PYTHON" "$@" ;;
        esac
        test "$2" != load_sample || touch "$ROOT/var/lib/portal/sample_password"
    """,
}
#: Their arguments tell nothing, or are those of another program.
SILENT = ("date", "id", "install", "runuser")
FIELD, END = "\037", "\036"
NOTE = f"""
for word in "${{0##*/}}" "$@"; do printf '%s{FIELD}' "$word" >> "$ROOT/called"; done
printf '{END}' >> "$ROOT/called"
"""
OF_POSTGRESQL = ("createdb", "createuser", "dropdb", "pg_dump", "pg_restore")


@dataclass
class Machine:
    """A root, the PostgreSQL that listens for it, if there is one, and what runs manage.py.

    Without a ``python`` its commands are written down and not run, which would take minutes.
    """

    root: Path
    server: str | None
    python: str = ""

    def __post_init__(self) -> None:
        (self.root / "bin").mkdir(parents=True)
        for name in ("etc/systemd/system", "etc/sysctl.d", "usr/local/sbin", "var/lib", "srv"):
            (self.root / name).mkdir(parents=True)
        for name in ("sites-available", "sites-enabled"):
            (self.root / "etc/nginx" / name).mkdir(parents=True)
        (self.root / "etc/nginx/sites-enabled/default").touch()
        for name, does in STAND_INS.items():
            self.stand_in(name, does)
        if not self.server:
            for name in OF_POSTGRESQL:
                self.stand_in(name, "")

    def stand_in(self, name: str, does: str) -> None:
        program = self.root / "bin" / name
        note = "" if name in SILENT else NOTE
        program.write_text(f"#!/bin/sh -e\n{note}{does}\n")
        program.chmod(0o755)

    def printed(self, block: str) -> str:
        """A block as its reader types it, with paths that lead to this machine."""
        for words, meant in FILLED_IN.items():
            block = block.replace(words, meant)
        block = block.replace("--directory=/", f"--directory={self.root}/")
        return SYSTEM.sub(lambda found: f"{self.root}/{found[1]}/", block)

    @property
    def environment(self) -> dict[str, str]:
        programs = [self.root / "bin", *([binaries()] if self.server else [])]
        address = urlsplit(self.server or "")
        return {
            "PATH": ":".join([*map(str, programs), os.environ["PATH"]]),
            "ROOT": str(self.root),
            "CODE": str(ROOT),
            "PYTHON": self.python,
            **({"PGHOST": "127.0.0.1", "PGPORT": str(address.port)} if self.server else {}),
        }

    def run(self, block: str, **environment: str) -> subprocess.CompletedProcess:
        """Run a block where its reader is, in the code once it is there; it stops at an error."""
        code = self.root / "srv" / "portal"
        return subprocess.run(
            ["sh", "-e", "-c", self.printed(block)],
            cwd=code if code.exists() else self.root,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self) -> list[list[str]]:
        """How the stand-ins were called since this was last asked, the program first."""
        log = self.root / "called"
        calls = log.read_text().split(END)[:-1] if log.exists() else []
        log.unlink(missing_ok=True)
        return [call.split(FIELD)[:-1] for call in calls]

    def sql(self, command: str) -> str:
        """What PostgreSQL answers to the portal's user."""
        psql = ("psql", "--dbname=portal", "--tuples-only", "--no-align")
        asked = self.environment | {"PGUSER": "portal"}
        return subprocess.run(
            [*psql, "-c", command], env=asked, capture_output=True, text=True, check=True
        ).stdout.strip()
