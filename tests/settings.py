"""The portal's settings as tests need them, deaf to what a developer's shell sets for a run.

What a test writes lies apart from the developer's data. DATABASE_URL alone is heeded, so that the
same tests run on PostgreSQL; SQLite is a file as in a run, for threads and their locks.
"""

import os
from pathlib import Path

NOT_HEEDED = (
    *("ALLOWED_HOSTS", "CACHE_URL", "DEBUG", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "HSTS_PRELOAD"),
    *("HSTS_SUBDOMAINS", "LOG_LEVEL", "MFA_KEYS", "PORT", "REQUIRE_MFA", "SECRET_KEY_FALLBACKS"),
    *("SITE_URL", "TRUSTED_PROXIES"),
)
for name in NOT_HEEDED:
    os.environ.pop(name, None)
os.environ["VAR_DIR"] = str(Path(__file__).resolve().parents[1] / "var" / "test")
os.environ["SECRET_KEY"] = "known to all and good for tests alone, as long as a real one is"

from iclei.settings import *

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"test-{os.getpid()}.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 10  # a laden machine is slow, not away
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # made to be fast
CACHES["cards"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "cards"}
REQUIRE_MFA = False  # the tests of signing in ask for it
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
