"""A picture without credit or licence is asked about before the public sees it."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.members import MemberFactory
from tests.factories.secretariats import PersonFactory

pytestmark = pytest.mark.django_db

PICTURE = "pictures/mark-400x300.webp"
WITHOUT = {"picture_credit": "", "picture_licence": ""}


def asked(record) -> set[str]:
    try:
        record.full_clean()
    except ValidationError as error:
        return {name for name in error.message_dict if name.startswith("picture_")}
    return set()


def test_picture_of_a_public_record_is_asked_about_once():
    member = MemberFactory(picture=PICTURE, **WITHOUT)
    assert asked(member) == {"picture_credit", "picture_licence"}
    member.answer_doubts("The city gave it by telephone.")
    assert asked(member) == set()
    member.save()
    assert asked(type(member).objects.get()) == set()
    member = type(member).objects.get()
    member.picture = "pictures/other-400x300.webp"
    assert asked(member) == {"picture_credit", "picture_licence"}


def test_picture_with_rights_needs_no_answer():
    assert (
        asked(MemberFactory(picture=PICTURE, picture_credit="A", picture_licence="cc-by")) == set()
    )


def test_draft_and_record_without_a_picture_are_asked_nothing():
    draft = MemberFactory(picture=PICTURE, status="draft", publish_at=None, **WITHOUT)
    assert asked(draft) == set()
    assert asked(MemberFactory(**WITHOUT)) == set()


def test_photo_of_a_person_is_one():
    assert asked(PersonFactory(photo=PICTURE, **WITHOUT)) == {"picture_credit", "picture_licence"}
