#!/usr/bin/env python
"""The portal's commands."""

import os
import sys

import django
from django.core.management import ManagementUtility
from environs import EnvError


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
