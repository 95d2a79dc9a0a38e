"""Tasks that tests enqueue."""

from editorial.accounts.models import User
from editorial.jobs.running import GiveUp
from editorial.jobs.tasks import task

#: What was called, with what.
CALLS: list[tuple] = []


@task
def add(first: int, second: int, user_id: int | None = None) -> int:
    CALLS.append(("add", first, second))
    return first + second


@task(priority=10)
def hurry() -> None:
    CALLS.append(("hurry",))


@task
def fail(words: str) -> None:
    CALLS.append(("fail", words))
    raise ValueError(words)


@task
def refuse() -> None:
    raise GiveUp("This sheet is of yesterday.")


@task(takes_context=True)
def rename(context, key: int) -> str:
    """Store something, then break off at the first try."""
    User.objects.filter(pk=key).update(display_name=f"try {context.attempt}")
    return f"try {context.attempt}"
