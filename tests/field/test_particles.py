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


def test_particles_are_told_from_those_that_suit_all_words():
    assert HANGING.search("“%(held)s”를 쓴")
    assert HANGING.search("%(time)s이 두 번")
    assert not HANGING.search("%(name)s(으)로 %(place)s에서 %(slug)s은(는) %(who)s도")


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
    assert told == ["이미 쓰이고 있는 페이지 주소입니다. 다른 주소를 입력하십시오."]
