"""What areas are called is read once, and known by language."""

import pytest

from editorial.texts.spellings import letters_in
from secretariats.models import ProperName
from secretariats.vocabularies import CODES, proper_names_now, rows_now, vocabularies
from tests.factories.secretariats import AreaFactory, ForbiddenVariantFactory

pytestmark = pytest.mark.django_db


def test_variant_is_known_in_its_language_and_where_the_language_is_not():
    ForbiddenVariantFactory(text="Corea", language="ja")
    assert set(vocabularies(rows_now())) == {"ja", ""}


def test_variant_of_all_languages_is_known_in_each():
    ForbiddenVariantFactory(text="Corea", language="")
    known = vocabularies(rows_now())
    assert set(known) == set(CODES)
    assert all(found.variants.may_find(letters_in("In Corea")) for found in known.values())


def test_proper_name_is_known_in_its_language_alone():
    ProperName.objects.create(area=AreaFactory(), language="ko", text="Corea Times")
    names = proper_names_now()
    held = {code for code in CODES if names[code].may_find("coreatimes")}
    assert held == {"ko", ""}
