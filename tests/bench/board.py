"""How fast the board of translations is over a network as large as it may become.

One worker, one request at a time and without the network: the board as an administrator of the
region has it, and as a translator of one language, whose office has all the others below it.
"""

from collections.abc import Iterator

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial.accounts.models import User
from editorial.translations.ledger import How, compared, review_now, store_statuses
from editorial.translations.models import TranslationReview, TranslationStatus
from news.models import Article
from secretariats.models import Posting, Secretariat
from tests.bench import network
from tests.bench.pages import line
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

#: So many articles have a source that was changed after it was translated: each tenth.
CHANGED = 10
PAGES = {
    "board": "/admin/translations/",
    "board, page 100": "/admin/translations/?p=100",
    "board, stale in Japanese": "/admin/translations/?language=ja&state=stale",
    "board, one kind": "/admin/translations/?kind=members.member&state=waiting",
    "board, searched": "/admin/translations/?q=san",
    "start page": "/admin/",
}


def main() -> None:
    for command in ("migrate", "createcachetable", "compile_catalogues"):
        call_command(command, verbosity=0)
    network.build()
    keep_ledger()
    statuses, reviews = TranslationStatus.objects.count(), TranslationReview.objects.count()
    print(f"{statuses:,} statuses, {reviews:,} reviews")
    for user in staff():
        head = f"\n{user!s:24}{'requests/s':>12}{'p50 ms':>10}{'p95 ms':>10}{'kB':>8}{'queries':>9}"
        print(head)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user)
        for title, address in PAGES.items():
            print(f"{line(client, title, address)}{queries(address, client):9}", flush=True)


def staff() -> list[User]:
    region = Secretariat.objects.get(slug="east-asia")
    everywhere = Secretariat.objects.get(parent=None)
    return [
        posted("administrator", region, Posting.Role.REGIONAL),
        posted("translator", everywhere, Posting.Role.TRANSLATOR, "ja"),
    ]


def posted(name: str, office: Secretariat, role: str, *languages: str) -> User:
    user = UserFactory(username=name, display_name=name)
    PostingFactory(user=user, secretariat=office, role=role, languages=[*languages])
    return user


@transaction.atomic
def keep_ledger() -> None:
    """Articles come in bulk, past ``save()``: what each save would note, in bulk too."""
    for batch in batches():
        words = [
            review_now(article, entry, How.WRITTEN)
            for article in batch
            for entry in compared(article, {})
            if entry.text
        ]
        for word in words:
            word.source_digest = "" if word.key % CHANGED == 0 else word.source_digest
        TranslationReview.objects.bulk_create(words)
        latest = {(word.key, word.field, word.language): word for word in words}
        store_statuses([(article, list(compared(article, latest))) for article in batch])


def batches() -> Iterator[list[Article]]:
    found = Article.objects.filter(slug__startswith="bench-").order_by("pk")
    for start in range(0, network.ARTICLES, network.BATCH):
        yield list(found[start : start + network.BATCH])


def queries(address: str, client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


if __name__ == "__main__":
    main()
