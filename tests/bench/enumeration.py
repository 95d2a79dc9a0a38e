"""Whether the time of an answer tells who has an account.

``python -m tests.bench.enumeration 100``, with the number of attempts of each kind.

In this process, with the passwords hashed as in production and without the limits on guesses:
shuffled attempts for a user and for nobody, and a permutation test of the medians. The best of
three rounds counts, because a laden machine alone can tell two equal things apart.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from statistics import median
from tempfile import TemporaryDirectory

FOLDER = TemporaryDirectory(prefix="enumeration-")
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/bench.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command
from django.test import Client, override_settings

from editorial.accounts.models import User

ROUNDS, SHUFFLES = 3, 2000
ATTEMPTS = int(sys.argv[1]) if sys.argv[1:] else 100
ALIKE = 0.01  # a p-value below it in each round is a difference
AS_IN_PRODUCTION = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "ACCOUNT_RATE_LIMITS": False,
}
LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"


def seconds(page: str, **data: str) -> float:
    """How long the answer to a form takes."""
    client = Client(SERVER_NAME="127.0.0.1")
    begun = time.perf_counter()
    client.post(page, data)
    return time.perf_counter() - begun


def p_value(known: list[float], unknown: list[float], chance: random.Random) -> float:
    """How often medians as far apart come of chance alone."""
    difference, both, farther = abs(median(known) - median(unknown)), known + unknown, 0
    for _ in range(SHUFFLES):
        chance.shuffle(both)
        one, other = both[: len(known)], both[len(known) :]
        farther += abs(median(one) - median(other)) >= difference
    return farther / SHUFFLES


def compare(attempt: Callable[[str], float], known: str, unknown: str) -> float:
    """The best p-value of the rounds; prints the medians of each."""
    chance, best = random.Random(7), 0.0
    for _ in range(ROUNDS):
        times: dict[str, list[float]] = {known: [], unknown: []}
        for name in chance.sample([known, unknown] * ATTEMPTS, 2 * ATTEMPTS):
            times[name].append(attempt(name))
        found = p_value(times[known], times[unknown], chance)
        middle = [median(times[name]) * 1000 for name in (known, unknown)]
        print(
            f"  known {middle[0]:.1f} ms, unknown {middle[1]:.1f} ms, p = {found:.3f}", flush=True
        )
        best = max(best, found)
    return best


def main() -> int:
    for command in ("migrate", "createcachetable", "compile_catalogues"):
        call_command(command, verbosity=0)
    with override_settings(**AS_IN_PRODUCTION):
        user = User(username="korea", email="korea@example.org", is_staff=True)
        user.set_password("an umbrella for the walls of Hwaseong")
        user.save()
        ways: dict[str, tuple[Callable[[str], float], str, str]] = {
            "sign in by name": (by_password, "korea", "corea"),
            "sign in by address": (by_password, "korea@example.org", "corea@example.org"),
            "reset": (by_mail, "korea@example.org", "corea@example.org"),
        }
        alike = True
        for way, wanted in ways.items():
            print(way)
            alike &= compare(*wanted) >= ALIKE
    print("alike" if alike else "the time tells")
    return 0 if alike else 1


def by_password(name: str) -> float:
    return seconds(LOGIN, login=name, password="not it")


def by_mail(address: str) -> float:
    return seconds(RESET, email=address)


if __name__ == "__main__":
    sys.exit(main())
