"""The portal where nothing can be written but what deploy/compose.yaml names."""

import os
import re
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from deploy.steps import ROOT
from editorial.accounts.models import User
from editorial.jobs.running import JobLane, release_jobs
from editorial.jobs.workers import Presence, release_gone
from editorial.outbox.delivering import MailLane, release_mails
from members.models import Member
from tests.field.read_only import read_only
from tests.sample import PAGES, SCREENS, screens

pytestmark = pytest.mark.django_db
IN_CONTAINER = "/var/lib/portal"
FILES = "django.core.cache.backends.filebased.FileBasedCache"
PASSWORD = "long enough for anybody"
KEYS = {"SECRET_KEY": "known to all", "MFA_KEYS": "known to all and of a length that will do"}


def written_in_containers(service: str = "portal") -> list[str]:
    """What of VAR_DIR a container may write, by deploy/compose.yaml."""
    made = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    portal = made["services"][service]
    volumes = [volume.split(":")[1] for volume in portal["volumes"]]
    places = [*volumes, *(place.split(":")[0] for place in portal["tmpfs"])]
    return [place.removeprefix(f"{IN_CONTAINER}/") for place in places if IN_CONTAINER in place]


@pytest.fixture
def container(tmp_path, settings):
    """A VAR_DIR as the image has it; what of it is to be written is a folder of its own."""
    var = tmp_path / "var"
    for name in ("static", *written_in_containers()):
        (var / name).mkdir(parents=True)
    settings.VAR_DIR, settings.MEDIA_ROOT = var, var / "media"
    settings.CACHES = settings.CACHES | {"cards": {"BACKEND": FILES, "LOCATION": var / "cards"}}
    return var


@pytest.fixture
def in_container(container):
    """Nothing else of VAR_DIR and nothing of the code can be written: what was tried there."""
    folders = [container / name for name in written_in_containers()]
    with read_only(container, *folders) as refused:
        yield refused
    assert [path for path in refused if path != "sample_password"] == []


@pytest.mark.usefixtures("whole_sample")
@pytest.mark.parametrize("language", ["en", pytest.param("ko", marks=pytest.mark.thorough)])
def test_every_page_and_card_is_there(in_container, client, language):
    for path in (*PAGES.values(), "card.png", "members/suwon/card.png", "news/feed/"):
        answer = client.get(f"/{language}/{path}")
        b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == (404 if path == PAGES["not-found"] else 200), path


@pytest.mark.usefixtures("whole_sample")
def test_card_is_kept_where_it_may_be(in_container, container, client):
    assert client.get("/ko/members/daegu/card.png").status_code == 200
    assert [*(container / "cards").iterdir()]


@pytest.mark.usefixtures("whole_sample")
@pytest.mark.parametrize(
    "walked",
    [
        ("index", "list", "form", "version", "import", "invitation"),
        pytest.param((*SCREENS,), marks=pytest.mark.thorough),
    ],
)
def test_staff_sign_in_and_walk(in_container, client, walked):
    user = User.objects.get(username="east-asia-administrator")
    user.set_password(PASSWORD)
    user.save()
    sent = {"login": user.username, "password": PASSWORD}
    assert client.post("/accounts/login/", sent).status_code == 302
    addresses = screens()
    for screen in walked:
        assert client.get(addresses[screen]).status_code in (200, 302), screen


@pytest.mark.usefixtures("whole_sample")
def test_picture_is_stored_in_its_widths(in_container, container):
    picture = BytesIO()
    Image.new("RGB", (1200, 800), "green").save(picture, "JPEG")
    member = Member.objects.get(slug="suwon")
    member.picture.save("suwon.jpg", ContentFile(picture.getvalue()))
    assert len([path for path in (container / "media").rglob("*") if path.is_file()]) > 1


def test_worker_has_its_notes_and_sends_what_waits(container, mailoutbox):
    """In its own container, which has other volumes."""
    folders = [container / name for name in written_in_containers("worker")]
    for folder in folders:
        folder.mkdir(exist_ok=True)
    with read_only(container, *folders) as refused:
        presence = Presence()
        MailLane(presence).step()
        JobLane(presence).step()
        release_gone([release_mails, release_jobs], own=presence.name)
        presence.leave()
    assert refused == []


@pytest.mark.parametrize("service", ["portal", "worker"])
def test_image_has_each_place_that_is_written_for_its_user(service):
    """A volume that is new takes its owner from the folder that the image has in its place."""
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    (made,) = re.findall(r"install --directory --owner=portal ((?:.*\\\n)*.*)", image)
    for place in written_in_containers(service):
        assert f"{IN_CONTAINER}/{place}" in made.split(), place


@pytest.mark.usefixtures("whole_sample")
@pytest.mark.parametrize(
    "command",
    [
        *("check", "clearsessions", "prune_pictures", "recompute_ledger", "check_names"),
        *("createcachetable", "version", "migrate"),
    ],
)
def test_command_that_containers_run_writes_nothing_else(in_container, command):
    call_command(command, stdout=StringIO(), stderr=StringIO())


def run(var: Path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    """A command of the portal in a process of its own, in which nothing of VAR_DIR is written."""
    guarded = (
        "import runpy, sys; from pathlib import Path;"
        "from tests.field.read_only import read_only;"
        f"sys.argv = ['manage.py', *{command!r}];"
        f"guard = read_only(Path({str(var.parent)!r})); guard.__enter__();"
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", guarded],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "name"),
    [("compile_catalogues", "locale"), ("collectstatic", "static"), ("check", "secret_key")],
)
def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path, command, name):
    (tmp_path / "var" / "static").mkdir(parents=True)
    words = ("--no-input",) if command == "collectstatic" else ()
    said = run(tmp_path / "var", command, *words, **({} if command == "check" else KEYS))
    assert said.returncode == 1
    (sentence,) = said.stderr.splitlines()
    assert f"{tmp_path}/var/{name}" in sentence
    assert "Read-only file system" in sentence


def test_folder_that_cannot_be_made_names_its_variable(tmp_path):
    said = run(tmp_path / "nowhere" / "var", "check", **KEYS)
    assert said.returncode == 1
    assert said.stderr.startswith('Environment variable "VAR_DIR" invalid')
    assert "Traceback" not in said.stderr
