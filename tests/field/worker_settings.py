"""The settings of a worker that a test starts: those of tests, with ways of their own."""

import os
from pathlib import Path

from environs import Env

from tests.settings import *

OUTBOX = outbox_settings(Env().dj_email_url("EMAIL_URL_OF_TEST"), 5)
VAR_DIR = Path(os.environ["VAR_DIR_OF_TEST"])
EMAIL_PER_MINUTE = 100_000
