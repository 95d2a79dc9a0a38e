import pytest

from tests.factories.members import MemberFactory, ThemeFactory


@pytest.fixture
def member():
    member = MemberFactory(name_en="Suwon", name_ko="수원", summary_ko="성이 있는 도시")
    member.themes.add(ThemeFactory(name_en="Resilient"))
    return member
