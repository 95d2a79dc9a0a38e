"""A network as large as it may become: the sample, and beside it members and articles in number.

Made from the sample's own texts by chance, but by the same chance each time.
"""

import csv
import json
import random
from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify

from editorial.accounts.models import User
from editorial.languages import LANGUAGES, column
from editorial.records.history import versions_of
from editorial.records.publication import Publication
from members.models import Fact, Indicator, Member, Membership, Theme
from news.models import Article
from secretariats.models import Area, Secretariat

MEMBERS, ARTICLES = 2_500, 20_000
FACTS = 40  # of each member
VERSIONS = 15_000  # of members, and as many of articles
BATCH = 500
LEVELS = [Member.Level.CITY, Member.Level.DISTRICT, Member.Level.PREFECTURE]
SAMPLE = settings.BASE_DIR / "sample"
PROFILES = ("profiles-kr.json", "profiles-jp.json", "profiles-others.json")


@transaction.atomic
def build() -> None:
    """Fill a database that holds nothing but its tables."""
    build_sample()
    grow()
    add_versions()


def build_sample() -> None:
    call_command("load_sample", stdout=StringIO())


@transaction.atomic
def grow() -> None:
    """Add members and articles to the sample."""
    add_members()
    add_facts()
    add_articles()


def add_members() -> None:
    """The cities of ``worldwide.csv``, each served by some office and with some themes."""
    chance = random.Random(1)
    areas, offices, themes = (list(model.objects.all()) for model in (Area, Secretariat, Theme))
    by_code = {area.code: area for area in areas}
    for row in rows():
        name = row["name_en"]
        member = Member(
            slug=f"{slugify(name)[:60] or 'city'}-{row['geonames_id']}",
            area=by_code.get(row["country_code"]) or chance.choice(areas),
            secretariat=chance.choice(offices),
            level=chance.choice(LEVELS),
            name_en=name,
            summary_en=f"{name} is a city of {int(row['population']):,} people.",
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
            status=Publication.Status.PUBLISHED,
            publish_at=timezone.now(),
        )
        member.save()
        member.themes.set(chance.sample(themes, 3))
        Membership.objects.create(member=member)


def add_facts() -> None:
    """Of each member a value of each of many indicators of the region; some are doubtful."""
    chance = random.Random(4)
    office = Secretariat.objects.get(kind=Secretariat.Kind.REGIONAL, slug="east-asia")
    indicators = [
        Indicator.objects.create(code=f"bench-{at}", name_en=f"Indicator {at}", secretariat=office)
        for at in range(FACTS)
    ]
    for key in Member.objects.values_list("pk", flat=True):
        Fact.objects.bulk_create(
            Fact(
                member_id=key,
                indicator=indicator,
                year=chance.randrange(2000, 2026),
                number=chance.randrange(1_000_000),
                is_doubtful=chance.random() < 0.05,
            )
            for indicator in indicators
        )


def rows() -> list[dict[str, str]]:
    with (SAMPLE / "worldwide.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[:MEMBERS]


def add_articles() -> None:
    """Articles of three to six paragraphs, in one to five languages, over twenty years."""
    chance = random.Random(2)
    texts = profiles()
    office = Secretariat.objects.public().first()
    for start in range(0, ARTICLES, BATCH):
        numbers = range(start, min(start + BATCH, ARTICLES))
        batch = [article(number, office, texts, chance) for number in numbers]
        connect(Article.objects.bulk_create(batch), chance)
        for made in batch:
            made.keep_found()


def connect(articles: list[Article], chance: random.Random) -> None:
    """Each names a member, a theme and an area; in bulk, because forms are not measured here."""
    for model, choices in (
        (Article.members.through, Member.objects.all()[:100]),
        (Article.themes.through, Theme.objects.all()),
        (Article.areas.through, Area.objects.all()),
    ):
        name = choices.model._meta.model_name
        keys = [choice.pk for choice in choices]
        model.objects.bulk_create(
            model(article=article, **{f"{name}_id": chance.choice(keys)}) for article in articles
        )


def add_versions() -> None:
    """Years of work: versions by the sample's staff, one a minute."""
    chance = random.Random(3)
    staff = list(User.objects.all())
    for model in (Member, Article):
        past = versions_of(model).model
        names = [field.attname for field in past.tracked_fields]
        records = list(model.objects.all()[:BATCH])
        for start in range(0, VERSIONS, BATCH):
            past.objects.bulk_create(
                past(
                    history_type="~",
                    history_date=timezone.now() - timedelta(minutes=start + number),
                    history_user=chance.choice(staff),
                    **{name: getattr(record, name) for name in names},
                )
                for number, record in enumerate(records[: VERSIONS - start])
            )


def profiles() -> list[dict[str, str]]:
    """The profiles of the sample, each by the columns of its languages."""
    files = [json.loads((SAMPLE / name).read_text(encoding="utf-8")) for name in PROFILES]
    return [entry["profile"] for file in files for entry in file.values()]


def article(
    number: int, office: Secretariat, texts: list[dict[str, str]], chance: random.Random
) -> Article:
    found = Article(
        slug=f"bench-{number}",
        secretariat=office,
        kind=chance.choice(Article.Kind.values),
        status=Publication.Status.PUBLISHED,
        publish_at=timezone.now() - timedelta(hours=9 * number),
    )
    for language in {LANGUAGES[0], *chance.sample(LANGUAGES, chance.randint(1, 5))}:
        parts = [text.get(language.column, "") for text in chance.sample(texts, 4)]
        first, last = (strip_tags(part) for part in (parts[0], parts[-1]))
        setattr(found, column("title", language), f"{number}: {first[:60]}")
        setattr(found, column("summary", language), last[:160])
        setattr(found, column("body", language), "".join(parts))
    return found
