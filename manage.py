#!/usr/bin/env python
"""The portal's commands."""

import errno
import os
import sys

import django
from django.core.management import ManagementUtility
from environs import EnvError

#: Why a file cannot be written, where that is the operator's to change.
NOT_TO_BE_WRITTEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}


def run(arguments: list[str]) -> None:
    """As Django does, but for ``version``, which Django would answer with its own alone."""
    commands = ManagementUtility(arguments)
    if arguments[1:2] == ["version"]:
        django.setup()
        commands.fetch_command("version").run_from_argv(arguments)
    else:
        commands.execute()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iclei.settings")
    try:
        run(sys.argv)
    except EnvError as error:
        sys.exit(str(error))
    except OSError as error:
        if error.errno not in NOT_TO_BE_WRITTEN or error.filename is None:
            raise
        sys.exit(f"{error.filename}: {error.strerror}.")
