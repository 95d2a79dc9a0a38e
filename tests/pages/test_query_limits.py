"""No page of the sample asks more often than was agreed, whatever is asked of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_sample")]

#: By the most queries, addresses below that of the language.
LIMITS = {
    8: (
        "members/",
        "members/?page=2",
        "members/?view=table&sort=-office",
        "members/?view=map&colour=target",
        "members/?q=광주",
        "members/?q=광주&view=table",
        "members/?q=광주&view=map",
        "members/?q=제주도",
        "members/?q=청원",
        "members/?q=환경&page=2",
        "members/?q=광쥬",
        "members/?q=zzqqx&area=KR",
        "members/?q=광주&area=KR&theme=resilient&pledge=neutral&sort=target",
        "members/?within=gyeonggi&q=광주&view=table",
        "members/?on=2012-10-18",
        "members/?on=2012-10-18&q=광주&within=gyeonggi",
        "climate/",
    ),
    9: ("members/download.csv?q=광주", "members/download.csv?on=2012-10-18&q=광주"),
    10: ("",),
    14: ("members/suwon/", "members/gwangju/", "members/kaohsiung/"),
}
ASKED = [(most, address) for most, addresses in LIMITS.items() for address in addresses]


def test_pages_keep_within_their_limits(client):
    asked = {}
    for language in ("en", "ko", "zh-hant"):
        for most, address in ASKED:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(f"/{language}/{address}")
                if response.streaming:
                    response.getvalue()
            assert response.status_code == 200
            if len(queries) > most:
                asked[language, address] = len(queries)
    assert not asked
