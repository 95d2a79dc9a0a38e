"""What a test tells a process of its own: where its database is."""

from urllib.parse import quote

from django.db import connection


def database_url() -> str:
    """The DATABASE_URL of the database of this test."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    place = f"{known['HOST']}:{known['PORT']}/{quote(str(known['NAME']))}"
    return f"postgres://{known['USER']}@{place}"
