"""The operator guide: its commands run as printed, from the first line to a restored backup."""

import csv
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.urls import resolve

from deploy.steps import ROOT
from editorial.accounts.models import User
from iclei.logs import JsonFormatter
from tests import postgres
from tests.deploy import nginx
from tests.docs.machine import FILLED_IN, TODAY, Machine
from tests.docs.test_words import is_said, words_of_the_screens
from tests.factories.editorial import UserFactory
from tests.factories.secretariats import PostingFactory

GUIDE = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n?```sh\n(?P<text>.*?)```", re.DOTALL)
NOT_RUN = re.compile(r"^<!-- not run: \S.* -->$")
NAME = FILLED_IN["<your name>"]


def blocks() -> list[str]:
    """The blocks of commands in their order, but for those that say why they cannot run."""
    return [found["text"] for found in BLOCK.finditer(GUIDE) if not NOT_RUN.match(found["before"])]


def block_with(words: str) -> str:
    (found,) = [text for text in blocks() if words in text]
    return found


class Story:
    """What happened on a machine as its operator went through the page, block by block."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.said: dict[str, str] = {}
        self.calls: dict[str, list[list[str]]] = {}

    def go_through(self, block: str) -> None:
        done = self.machine.run(block)
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
        self.said[block], self.calls[block] = done.stdout, self.machine.called()

    def programs(self, words: str) -> list[list[str]]:
        """How stand-ins were called in the block with these words."""
        return self.calls[block_with(words)]

    def manage(self) -> list[list[str]]:
        """All arguments that manage.py was given."""
        calls = [call for made in self.calls.values() for call in made]
        return [call[2:] for call in calls if call[0] == "python" and call[1] == "manage.py"]


@pytest.fixture(scope="module", params=["", pytest.param("real", marks=pytest.mark.thorough)])
def story(request, tmp_path_factory) -> Iterator[Story]:
    """The whole page, done once. The backup is a script that the page says where to put.

    With all tests it is done a second time, and manage.py does what it is told.
    """
    with ExitStack() as ends:
        has_server = postgres.binaries() is not None
        url = ends.enter_context(postgres.server(owner="postgres")) if has_server else None
        python = sys.executable if request.param and has_server else ""
        story = Story(Machine(tmp_path_factory.mktemp("machine"), url, python))
        prepare(story.machine)
        for block in blocks():
            if block.startswith("#!"):
                back_up(story, block)
            elif "docker" not in block:
                story.go_through(block)
        yield story


@pytest.fixture(scope="module")
def containers(tmp_path_factory) -> Story:
    """Another machine, for what runs in containers."""
    story = Story(Machine(tmp_path_factory.mktemp("machine"), None))
    story.go_through(block_with("git clone"))
    story.go_through(block_with("docker"))
    return story


def prepare(machine: Machine) -> None:
    """What the page leaves to its reader, and what a running portal would have written."""
    server = machine.server.rpartition("@")[2].partition("/")[0] if machine.server else ""
    edited = {
        "SITE_URL": f"https://{NAME}",
        "VAR_DIR": f"{machine.root}/var/lib/portal",
        "DATABASE_URL": f"postgres://portal@{server}/portal" if server else "",
        "EMAIL_URL": "dummy://",
    }
    lines = [f"{name}='{value}'\n" for name, value in edited.items() if value]
    (machine.root / "edited").write_text("".join(lines))
    log = logging.getLogger("django.request")
    lines = [
        JsonFormatter().format(log.makeRecord(log.name, level, "", 0, text, (), None))
        for level, text in ((logging.INFO, "all is well"), (logging.ERROR, "out of paper"))
    ]
    (machine.root / "journal").write_text("\n".join(lines) + "\n")


def back_up(story: Story, script: str) -> None:
    """Put the script where the page says, with something to save, and run it as cron does."""
    machine = story.machine
    kept = machine.root / "var/lib/portal"
    (kept / "media/suwon.webp").write_text("a picture")
    (kept / "secret_key").write_text("a key")
    (kept / "static").mkdir(exist_ok=True)
    (kept / "static/site.css").write_text("made anew")
    if machine.server:
        machine.sql("CREATE TABLE member (name text); INSERT INTO member VALUES ('Suwon')")
    path = machine.root / "usr/local/sbin/portal-backup"
    path.write_text(machine.printed(script))
    path.chmod(0o700)
    story.go_through("/usr/local/sbin/portal-backup")
    # A disk fails: what is not in the backup is gone.
    (kept / "media/suwon.webp").unlink()
    if machine.server:
        machine.sql("DROP TABLE member")
        if machine.python:
            machine.sql("TRUNCATE members_member CASCADE")


def test_every_block_runs_or_says_why_it_cannot():
    """Each fence is one of ours: commands, or the lines of a file that another test reads."""
    fences = re.findall(r"^```(\w*)$", GUIDE, re.MULTILINE)[::2]
    assert set(fences) <= {"sh", ""}
    assert fences.count("sh") == len(BLOCK.findall(GUIDE)) > 12
    assert fences.count("") == 1  # the lines for cron


def test_page_is_gone_through_to_its_end(story, containers):
    scripts = {text for text in blocks() if text.startswith("#!")}
    assert set(blocks()) - set(story.said) - set(containers.said) == scripts
    assert "/usr/local/sbin/portal-backup" in story.said


def test_placeholders_are_known():
    """What stands in angle brackets is filled in, as its reader does."""
    left = re.findall(r"<[a-z\d][^<>\n]*>", " ".join(blocks()))
    assert {*left} == {*FILLED_IN}


def test_packages_hold_what_the_page_calls(story):
    (call,) = [call for call in story.programs("apt-get") if call[0] == "apt-get"]
    assert {"git", "curl", "python3-venv", "postgresql", "nginx", "certbot"} <= set(call)


def test_code_can_be_read_by_the_service(story):
    """Even where root's own files are for root alone."""
    assert block_with("git clone").startswith("umask 022\n")
    assert "umask 022 &&" in block_with("git checkout")


@pytest.mark.parametrize("words", ["git clone", "git checkout"])
def test_packages_are_those_of_production(story, words):
    (call,) = [call for call in story.programs(words) if call[0] == "python3"]
    assert call[1:3] == ["-m", "deploy.install"]
    assert (ROOT / call[3]).exists()


def test_database_is_made_in_the_order_that_the_check_asks_for(story):
    if story.machine.server:
        assert story.machine.sql(
            "SELECT datcollate, datctype FROM pg_database WHERE datname='portal'"
        )
        order = "SELECT datlocprovider, datcollate FROM pg_database WHERE datname='portal'"
        assert story.machine.sql(order).lower() in ("c|c.utf-8", "c|c.utf8")
    else:
        made = [call for call in story.programs("createuser") if call[0] == "createdb"]
        assert "--locale=C.UTF-8" in made[0]


def test_environment_is_for_the_service_alone_and_is_what_its_reader_wrote(story):
    kept = story.machine.root / "etc/portal/portal.env"
    assert kept.stat().st_mode & 0o777 == 0o640
    assert kept.parent.stat().st_mode & 0o777 == 0o750
    assert (story.machine.root / "site").read_text().strip() == f"https://{NAME}"


def test_commands_of_the_portal_take_these_arguments(story):
    assert len(story.manage()) > 15
    for name, *arguments in story.manage():
        command = load_command_class(get_commands()[name], name)
        command.create_parser("manage.py", name).parse_args(arguments)


def test_service_is_installed_and_started(story):
    root = story.machine.root
    units = {path.name for path in (ROOT / "deploy").glob("*.service")}
    there = root / "etc/systemd/system"
    assert {path.name for path in there.iterdir()} == units
    for name in units:
        assert (there / name).read_text() == (ROOT / "deploy" / name).read_text()
    calls = [call[1:] for call in story.programs("daemon-reload") if call[0] == "systemctl"]
    assert calls == [
        ["daemon-reload"],
        ["enable", "--now", *sorted(name.removesuffix(".service") for name in units)],
    ]
    assert (root / "etc/sysctl.d/portal.conf").read_text() == "net.ipv4.tcp_migrate_req = 1\n"


def test_nginx_has_the_name_and_stands_alone(story):
    enabled = story.machine.root / "etc/nginx/sites-enabled"
    assert [path.name for path in enabled.iterdir()] == ["portal"]
    made = nginx.read((enabled / "portal").read_text(encoding="utf-8"))
    names = {words for block in made.blocks for words in block.values("server_name")}
    assert names == {("_",), (NAME,)}
    assert "portal.example.org" not in (enabled / "portal").read_text(encoding="utf-8")


def test_certificates_are_asked_for_where_nginx_answers(story):
    calls = [call for call in story.programs("certbot certonly") if call[0] == "certbot"]
    assert [call[-2:] for call in calls] == [["-d", "portal.example.org"]] * 2
    path = calls[1][calls[1].index("--webroot-path") + 1]
    assert path == f"{story.machine.root}/var/www/acme"
    assert "root /var/www/acme;" in (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


def test_health_is_asked_for_where_it_is_said(story):
    asked = [call[-1] for made in story.calls.values() for call in made if call[0] == "curl"]
    assert len(asked) >= 2
    assert {resolve(url.removeprefix("http://127.0.0.1:8000")).url_name for url in asked} == {
        "readyz"
    }


def test_errors_are_found_in_the_log(story):
    said = story.said[block_with("-f -o cat")].splitlines()
    assert len(said) == 3  # both lines as they come, then the errors alone
    assert json.loads(said[-1])["message"] == "out of paper"


@pytest.mark.django_db
def test_users_of_the_sample_are_switched_off(story):
    (call,) = [call for call in story.manage() if call[:2] == ["shell", "-c"]]
    with open(ROOT / "sample" / "staff.csv", encoding="utf-8", newline="") as table:
        made = [UserFactory(email=row["email"]) for row in csv.DictReader(table)]
    other = UserFactory(email="kim@seoul.example")
    exec(call[2], {})  # as the command does
    assert [*User.objects.filter(is_active=True)] == [other]
    assert User.objects.filter(is_active=False).count() == len(made) > 1
    assert not (story.machine.root / "var/lib/portal/sample_password").exists()


def test_backup_holds_what_must_be_kept_and_is_restored(story):
    kept = story.machine.root / "var/lib/portal"
    assert (kept / "media/suwon.webp").read_text() == "a picture"
    assert (kept / "secret_key").read_text() == "a key"
    backup = story.machine.root / "var/backups/portal" / TODAY
    assert {path.name for path in backup.iterdir()} == {"database.dump", "files.tar.gz"}
    assert {path.stat().st_mode & 0o077 for path in backup.iterdir()} == {0}
    if story.machine.server:
        assert story.machine.sql("SELECT name FROM member") == "Suwon"
        if story.machine.python:
            assert story.machine.sql("SELECT count(*) FROM members_member") == "75"


def test_lines_for_cron_call_what_is_there():
    (lines,) = re.findall(r"^```\n(\d.*?)```", GUIDE, re.MULTILINE | re.DOTALL)
    called = re.findall(r"^(?:[\d*]+ ){5}(portal|root) +(/\S+)(?: (\w+))?$", lines, re.MULTILINE)
    assert len(called) == len(lines.splitlines()) == 3
    assert {command for _, program, command in called if program.endswith("manage.sh")} <= {
        *get_commands()
    }
    others = {program for _, program, command in called if not command}
    assert others == {"/usr/local/sbin/portal-backup"}
    assert "`/usr/local/sbin/portal-backup`, mode 700" in GUIDE


def test_containers_have_every_variable_that_they_ask_for(containers):
    kept = containers.machine.root / "etc/portal/compose.env"
    assert kept.stat().st_mode & 0o777 == 0o600
    given = dict(line.split("=", 1) for line in kept.read_text().splitlines())
    text = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{([A-Z_]+):\?", text)) == set(given)
    calls = [call for call in containers.programs("docker") if call[0] == "docker"]
    files = ["compose", "--env-file", str(kept), "--file", "deploy/compose.yaml"]
    assert [call[1:6] for call in calls] == [files] * 2
    assert calls[1][6:8] == ["exec", next(iter({"portal"} & {*yaml.safe_load(text)["services"]}))]


def test_no_file_of_the_repository_was_edited(story, containers):
    for machine in (story.machine, containers.machine):
        for name in ("nginx.conf", "compose.yaml", "granian.env", "portal.service"):
            there = machine.root / "srv/portal/deploy" / name
            assert there.read_bytes() == (ROOT / "deploy" / name).read_bytes()


def test_screens_that_are_named_are_there():
    """What stands “under” something does so in the words of the back office."""
    named, said = re.findall(r"under \*\*([^*]+)\*\*", GUIDE), words_of_the_screens()
    assert named
    assert [words for words in named if not is_said(words.lower(), said)] == []


def test_addresses_that_are_named_are_there():
    named = set(re.findall(r"`(?:GET )?(/(?:admin|accounts|healthz|readyz)[^`\s]*)`", GUIDE))
    assert {"/admin/secretariats/staff/add/", "/healthz", "/readyz"} <= named
    for address in named:
        resolve(address)


@pytest.mark.django_db
def test_invitation_asks_for_what_the_page_says(client_of):
    """“asks for user name, name, mail address, language, time zone and posting”."""
    screen = client_of(UserFactory(is_superuser=True)).get("/admin/secretariats/staff/add/")
    asked = set(re.findall(r'name="([a-z_]+)"', screen.text)) - {"csrfmiddlewaretoken"}
    wanted = {"username", "display_name", "email", "interface_language", "time_zone"}
    assert asked & wanted == wanted
    assert 'name="postings-0-role"' in screen.text


@pytest.mark.django_db
def test_page_of_somebody_has_a_switch(client_of):
    somebody = PostingFactory().user
    screen = client_of(UserFactory(is_superuser=True)).get(
        f"/admin/secretariats/staff/{somebody.pk}/change/"
    )
    assert 'name="is_active"' in screen.text
