"""Korean sentences are right whatever word is put in: no particle hangs on the word's last sound.

Of these sentences the reason for a name and the taken address are in the fault list.
"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from iclei.settings import BASE_DIR
from tests.factories.members import MemberFactory, ThemeFactory
from tests.factories.news import ArticleFactory

CATALOGUE = BASE_DIR / "locale" / "ko" / "LC_MESSAGES" / "django.po"
#: A particle that has another form after a vowel, right behind what is put in.
HANGING = re.compile(r"%\(\w+\)[sd][”’)]?(?:[을를은는이가와과]|으?로|이?라고)(?=[ .,?\"])")

#: A particle left for the reader to choose.
CHOICE = re.compile(r"[은이을과]\((?:는|가|를|와)\)|\((?:으|이)\)(?:로|라|나|며)")


def test_particles_are_told_from_those_that_suit_all_words():
    assert HANGING.search("“%(held)s”를 쓴")
    assert HANGING.search("%(time)s이 두 번")
    assert not HANGING.search("%(place)s에서 %(who)s도 %(count)s부터")


def test_particles_to_choose_from_are_told_from_notes():
    assert CHOICE.findall("%(slug)s은(는) %(address)s(으)로 %(name)s을(를)")
    assert not CHOICE.search("군(현)과 정(町), 사유(필요한 경우)")


def test_no_reader_has_to_choose_a_particle():
    assert CHOICE.findall(CATALOGUE.read_text("utf-8")) == []


def test_no_particle_hangs_on_a_word_that_is_put_in():
    assert HANGING.findall(CATALOGUE.read_text("utf-8")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [MemberFactory, ThemeFactory, ArticleFactory])
def test_taken_address_is_told_in_one_sentence(factory):
    factory(slug="taken")
    with override("ko"):
        with pytest.raises(ValidationError) as error:
            factory.build(slug="taken").validate_unique()
        told = error.value.messages
    assert told == ["이미 쓰이고 있는 페이지 주소입니다. 다른 주소를 입력해 주십시오."]
