"""Settings, all from the environment and safe for production when nothing is set.

A wrong value is an error that names its variable.
"""

import logging
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF
from environs import Env, EnvError, ValidationError, validate
from js_asset import static_lazy

from iclei.availability.caches import kept_patiently
from iclei.availability.connections import with_watched_pool
from iclei.caches import cache_of
from iclei.databases import database_of
from iclei.mail import mail_of, mail_settings, outbox_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

#: Letters that a key has at least.
LEAST_OF_A_KEY = 32
#: Everything that a run writes lies here.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))


def make_folder(path: Path) -> None:
    """Have a folder; raises EnvError where there is none and none can be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvError(
            f'Environment variable "VAR_DIR" invalid: {path} is not there and cannot be made:'
            f" {error.strerror}."
        ) from error


def kept_key(variable: str, name: str) -> str:
    """A key that was made once under ``VAR_DIR``, readable by its owner alone.

    Raises EnvError with the ``variable`` to set where nothing can be kept.
    """
    path = VAR_DIR / name
    try:
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(60))
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise EnvError(
            f'Environment variable "{variable}" missing: {path} cannot hold one:'
            f" {error.strerror}. Set it, or let VAR_DIR be written."
        ) from error


make_folder(VAR_DIR)


def are_long(keys: list[str]) -> None:
    """Raise ValidationError unless nobody could guess one of ``keys``."""
    if any(len(key) < LEAST_OF_A_KEY for key in keys):
        raise ValidationError(f"A key has {LEAST_OF_A_KEY} letters or more.")


def is_site_address(value: str) -> None:
    """Raise ValidationError unless ``value`` is an address such as ``https://portal.example``."""
    host = re.fullmatch(r"https?://(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?/*", value, re.IGNORECASE)
    if not host:
        raise ValidationError("Not an address such as https://portal.example.")


def is_number_of_proxies(value: int) -> None:
    if not 0 <= value <= 9:
        raise ValidationError("Not a number from 0 to 9.")


def from_url(name: str, default: str, read: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The settings that the URL in a variable gives; raises EnvError, which names the variable."""
    try:
        return read(env.str(name, default))
    except ValueError as error:
        raise EnvError(f'Environment variable "{name}" invalid: {error}') from error


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or kept_key("SECRET_KEY", "secret_key")
# Keys of before, by which sessions and links in mails still hold; without spaces between.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
# The first encrypts secrets of the second factor, all of them decrypt: second_factors.py.
MFA_KEYS = env.list("MFA_KEYS", [], validate=are_long) or [kept_key("MFA_KEYS", "mfa_key")]
SITE_URL = env.str(
    "SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}", validate=is_site_address
).rstrip("/")
SITE = urlsplit(SITE_URL)
SECURE = SITE.scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [str(SITE.hostname), "127.0.0.1", "localhost"])
REQUIRE_MFA = env.bool("REQUIRE_MFA", True)

INSTALLED_APPS = [
    "modeltranslation",
    "iclei",
    "news",
    "members",
    "secretariats",
    "editorial",
    "editorial.backoffice.apps.BackOfficeConfig",  # django.contrib.admin, with a site of our own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.redirects",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_prose_editor",
    "simple_history",
]

MIDDLEWARE = [
    "iclei.headers.IsolationMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "iclei.availability.answers.AvailabilityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "editorial.records.portal.PortalMiddleware",
    "editorial.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "editorial.languages.middleware.BackOfficeMiddleware",
    "editorial.records.wording.ReadOnceMiddleware",
    "editorial.records.namesakes.NamesakesMiddleware",
    "members.models.categories.CategoriesMiddleware",
    "editorial.languages.middleware.SecondFactorMiddleware",
    "editorial.accounts.second_factors.UnreadableMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "iclei.handed_on.HandedOnMiddleware",
    "editorial.records.slugs.RedirectMiddleware",
    "editorial.history.clashes.ClashMiddleware",  # last: what it calls once more is the view alone
]

ROOT_URLCONF = "iclei.urls"
WSGI_APPLICATION = "iclei.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "editorial.languages.addresses.languages",
            ],
        },
    },
]

# The editor holds what people paste until the server has said what of it cannot be kept, and names
# its buttons in the language of the page.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy(script)], "extensions": {name: "editorial.texts.prose.keeps_tags"}}
    for script, name in (("js/pasted.js", "Pasted"), ("js/editor_names.js", "Named"))
]

# What is typed into any form is read in the letters that it means.
FORM_RENDERER = "editorial.texts.forms.FormRenderer"

# Databases: SQLite out of the box, PostgreSQL through DATABASE_URL.
OWN_DATABASE = f"sqlite:///{quote(str(VAR_DIR / 'db.sqlite3'))}"
DATABASES = {"default": from_url("DATABASE_URL", OWN_DATABASE, database_of)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Threads of a test share a file; in memory, they could not wait for each other.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    DATABASES["default"] = with_watched_pool(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A cache that all workers share, without another server.
# Share cards lie in files: a picture of 40 kB in the database would make readers wait for writers.
CACHES = {
    "default": kept_patiently(from_url("CACHE_URL", "db://portal_cache", cache_of)),
    "cards": {
        "BACKEND": "iclei.availability.caches.CardsInFiles",
        "LOCATION": VAR_DIR / "cards",
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
}

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("zh-hant", "繁體中文"),
    ("ko", "한국어"),
    ("ja", "日本語"),
    ("zh-hans", "简体中文"),
]
# The cookie that remembers a choice in the switcher, the only one on public pages.
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600  # seconds
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [BASE_DIR / "locale", VAR_DIR / "locale"]
FORMAT_MODULE_PATH = "iclei.formats"
USE_TZ = True
TIME_ZONE = "UTC"  # of what no reader sees: pages are in the time zone of the portal's record
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_PREPOPULATE_LANGUAGE = "en"
MODELTRANSLATION_CUSTOM_FIELDS = ("ProseEditorField",)

# Users
AUTH_USER_MODEL = "editorial.User"
PORTAL_MODEL = "secretariats.Portal"  # whose site this is: editorial/records/portal.py
OFFICE_MODEL = "secretariats.Secretariat"  # to whom records belong: editorial/records/scope.py
LOGIN_URL = "/accounts/login/"
CSRF_FAILURE_VIEW = "iclei.errors.csrf_failure"
LOGIN_REDIRECT_URL = "/admin/"
AUTHENTICATION_BACKENDS = ["editorial.accounts.adapter.OneHashBackend"]
ACCOUNT_ADAPTER = "editorial.accounts.adapter.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # invitations go to an address that a manager vouches for
ACCOUNT_FORMS = {"reset_password": "editorial.accounts.adapter.ResetForm"}
# allauth's own would store each address in a table of its own first, of known users alone.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True
# Wrong passwords: of an address, of a name in one network, of a name in all (accounts/guesses.py).
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_everywhere": "50/h/key",
}
# So long nobody who has just signed in is asked once more, as while setting up a second factor.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
# How many proxies stand in front, or guesses of all are counted as the nearest one's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXIES", 1 if SECURE else 0, validate=is_number_of_proxies
)
SESSION_COOKIE_AGE = 7 * 24 * 3600  # seconds
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {
    "authenticate": "editorial.accounts.forms.CodeForm",
    "add_webauthn": "editorial.accounts.forms.SecurityKeyForm",
    "edit_webauthn": "editorial.accounts.forms.RenamedKeyForm",
}
MFA_ADAPTER = "editorial.accounts.adapter.SecondFactors"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SITE_ID = 1

# Static files and pictures
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
make_folder(STATIC_ROOT)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "avif", "zip", "gz", "br", "woff", "woff2"),
    "map",  # large, and nobody but developers fetches them
)
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "iclei.staticfiles.OneSheetStorage"
    },
}

# Mail: everything goes into the outbox, whence a worker takes it to where EMAIL_URL says.
MAIL = from_url("EMAIL_URL", f"file://{quote(str(VAR_DIR.resolve() / 'mail'))}", mail_of)
OUTBOX = outbox_settings(MAIL, env.float("EMAIL_TIMEOUT", 5.0, validate=validate.Range(min=0.1)))
vars().update(mail_settings(MAIL))
EMAIL_PER_MINUTE = env.int("EMAIL_PER_MINUTE", 300, validate=validate.Range(min=1))
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", MAIL.get("DEFAULT_FROM_EMAIL", f"portal@{SITE.hostname}")
)

# Jobs: rows of the database, which the same worker does.
TASKS = {"default": {"BACKEND": "editorial.jobs.backend.DatabaseBackend"}}

# Security
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked on the server itself, past the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
# HSTS for other hosts of the domain, and its preload list, are the domain owner's choice.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_line": {"()": "iclei.logs.OneLine"}},
    "formatters": {"json": {"()": "iclei.logs.JsonFormatter"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stdout"], "level": env.log_level("LOG_LEVEL", logging.INFO)},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.security.DisallowedHost": {"filters": ["one_line"]},
    },
}
