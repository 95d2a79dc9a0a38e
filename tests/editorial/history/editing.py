"""What the tests of history share: somebody at a screen, and a save by somebody else."""

from editorial.records.history import versions_of
from secretariats.models import Posting
from tests.factories.secretariats import PostingFactory

Role = Posting.Role


def sign_in(client, office, role=Role.PUBLISHER, **kwargs):
    user = PostingFactory(secretariat=office, role=role, **kwargs).user
    client.force_login(user)
    return user


def edit(obj, **values):
    """A save of the record by somebody else, and the version before it."""
    before = versions_of(type(obj)).filter(id=obj.pk).first()
    for name, value in values.items():
        setattr(obj, name, value)
    obj.save()
    return before
