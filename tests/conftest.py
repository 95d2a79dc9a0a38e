from itertools import chain
from uuid import uuid4

import hypothesis
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from tests import databases as stores
from tests import outbox
from tests.access.tally import summary
from tests.factories.categories import make_categories
from tests.garbage import Garbage
from tests.timing import Clock

RUN = pytest.StashKey[str]()


def pytest_addoption(parser):
    parser.addoption(
        "--all",
        action="store_true",
        help="all rounds, languages and roles, where else some of them speak for the others",
    )


def pytest_configure(config):
    # A laden machine is slow, not wrong; and what is found by chance is found again.
    hypothesis.settings.register_profile(
        "house",
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
        derandomize=not config.option.all,
        database=None,
    )
    hypothesis.settings.load_profile("house")
    config.pluginmanager.register(Clock())
    config.pluginmanager.register(Garbage())
    config.stash[RUN] = getattr(config, "workerinput", {}).get("run") or uuid4().hex[:8]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell a worker whose templates it shares."""
    node.workerinput["run"] = node.config.stash[RUN]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Take the databases of the run away, when its workers have gone."""
    if not hasattr(config, "workerinput"):
        stores.clear(config.stash[RUN])


def pytest_sessionstart(session):
    """Compile the catalogues once, before workers start."""
    if not hasattr(session.config, "workerinput"):
        call_command("compile_catalogues", verbosity=0)


def pytest_collection_modifyitems(config, items):
    """Without ``--all``, leave out what others speak for."""
    if not config.option.all:
        thorough = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=thorough)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.fixture
def rounds(request):
    """How often a race is run: ``rounds(50)`` with ``--all``, else once."""
    return lambda most: range(most if request.config.option.all else 1)


@pytest.fixture(scope="session")
def databases(request, django_test_environment, django_db_blocker):
    return stores.Databases(request.config.stash[RUN], django_db_blocker)


@pytest.fixture(scope="session")
def django_db_setup(databases):
    """The database of a worker, in which each test goes back to what migrations made."""
    with databases.copy_of(stores.MIGRATED):
        yield


@pytest.fixture(scope="module", autouse=True)
def committed(request):
    """A file with tests that commit has a database of its own: others find nothing of theirs."""
    if any(commits(item) for item in request.session.items if item.path == request.path):
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("databases").copy_of(stores.MIGRATED):
            yield
    else:
        yield


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="module")
def whole_sample(django_db_setup, databases, django_db_blocker):
    """The sample, loaded for all tests of a file; each goes back to it."""
    with databases.copy_of(stores.SAMPLE), django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def categories(request):
    """A test that commits empties all tables behind it: the next one has the categories again."""
    if commits(request.node):
        request.getfixturevalue("transactional_db")
        make_categories()


@pytest.fixture(autouse=True)
def english():
    """A request for another language leaves it active: each test starts in English, in Seoul."""
    with translation.override("en"), timezone.override("Asia/Seoul"):
        yield


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """A folder of the test's own for pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def letters(settings):
    """What goes out of the outbox stays in the test: ``outbox.deliver()`` shows it."""
    settings.OUTBOX = outbox.KEEPING
    outbox.LETTERS.clear()


@pytest.fixture
def client_of():
    """A browser of their own for each user: ``client_of(user)``."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def pytest_terminal_summary(terminalreporter):
    """How large the access matrix was, for whoever reads the run."""
    judged = (terminalreporter.stats.get(outcome, []) for outcome in ("passed", "failed"))
    if line := summary(chain.from_iterable(judged)):
        terminalreporter.write_line(line)
