"""Carries out the release that is due, in a process of its own that may be killed.

``python -m tests.editorial.proposals.releasing`` with the DATABASE_URL of a database that has one.
"""

import django

django.setup()

from editorial.proposals.models import Release
from editorial.proposals.releasing import carry_out


def main() -> None:
    release = Release.objects.due().get()
    print("releasing", flush=True)
    carry_out(release)


if __name__ == "__main__":
    main()
