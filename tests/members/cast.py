"""What must not leak: how to make a member in each way of not being listed."""

from datetime import UTC, date, datetime

from editorial.records.publication import Publication

#: For ListedMemberFactory.
HIDDEN = {
    "draft": {"status": Publication.Status.DRAFT},
    "in review": {"status": Publication.Status.REVIEW},
    "scheduled": {"publish_at": datetime(2099, 1, 1, tzinfo=UTC)},
    "withdrawn": {"status": Publication.Status.WITHDRAWN},
    "ended publication": {"unpublish_at": datetime(2020, 1, 1, tzinfo=UTC)},
    "lapsed": {"term__left_on": date(2020, 1, 1)},
    "not begun": {"term__joined_on": date(2099, 1, 1), "term__joined_precision": "day"},
    "without a term": {"term": None},
}
