"""Whose tasks these are: Django's own from Django 6 on, before that those of the backport.

Everybody else imports from here, so that nothing changes when Django does.
"""

from importlib import import_module
from typing import Any

import django

PACKAGE = "django.tasks" if django.VERSION >= (6, 0) else "django_tasks"

_base: Any = import_module(f"{PACKAGE}.base")
_exceptions: Any = import_module(f"{PACKAGE}.exceptions")

#: The decorator that makes a function a task.
task: Any = import_module(PACKAGE).task
BaseTaskBackend: Any = import_module(f"{PACKAGE}.backends.base").BaseTaskBackend
Task: Any = _base.Task
TaskContext: Any = _base.TaskContext
TaskError: Any = _base.TaskError
TaskResult: Any = _base.TaskResult
TaskResultStatus: Any = _base.TaskResultStatus
TaskResultDoesNotExist: Any = _exceptions.TaskResultDoesNotExist
