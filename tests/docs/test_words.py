"""What the Markdown files say of the code is so, and where they lead there is something."""

import os
import re
import subprocess
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.utils.translation import override
from PIL import Image

from docs.scenes import DESKTOP, SCENES, TALLEST
from docs.screenshots import IN_README
from editorial.languages import LANGUAGES
from secretariats.models import Posting

ROOT = Path(__file__).parents[2]
READ = re.compile(
    r"""\b(?:env\.\w+|from_url)\(\s*"([A-Z_]+)"|\benviron\W(?:\w+\()?\s*"([A-Z_]+)\""""
)
#: What reads variables for a run.
READING = ("iclei/settings.py", "deploy/run.py")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BOLD = re.compile(r"\*\*([^*]+)\*\*")
PICTURE = re.compile(r"!\[([^\]]*)\]\((screenshots/[^)]+)\)")
#: Whose words the back office speaks: ours, those of Django's admin, and of the sign-in.
CATALOGUES = (
    ROOT / "locale",
    *(Path(django.__file__).parent / "contrib" / app / "locale" for app in ("admin", "auth")),
    Path(allauth.__file__).parent / "locale",
)
LARGEST_PICTURE = 200_000  # bytes: a page of pictures is still read on the move


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def markdown_files() -> list[str]:
    """The files that we write: not what packages and tools have brought into var/ or caches."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name.isidentifier()]
    ours = [folder for folder in folders if folder.name != "var"]
    found = [*ROOT.glob("*.md"), *(file for folder in ours for file in folder.rglob("*.md"))]
    return sorted(str(file.relative_to(ROOT)) for file in found)


def variables_read(source: str) -> set[str]:
    return {name for match in READ.findall(source) for name in match if name}


def links_of(name: str) -> list[str]:
    """Where a file leads within the repository."""
    found = LINK.findall(CODE.sub("", text_of(name)))
    return [link for link in found if not link.startswith(("http:", "https:", "mailto:"))]


def anchors_of(text: str) -> set[str]:
    """The anchors of the headings, as forges make them."""
    headings = HEADING.findall(CODE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_variables_read_finds_every_way_of_reading():
    source = (ROOT / "deploy" / "run.py").read_text(encoding="utf-8")
    assert variables_read(source) >= {"VAR_DIR", "DATABASE_URL", "PORT", "REQUIRE_MFA"}
    assert variables_read('env.bool(\n    "DEBUG", False)') == {"DEBUG"}


@pytest.mark.parametrize("source", READING)
def test_readme_lists_every_variable(source):
    assert variables_read(text_of(source)) - set(ROW.findall(text_of("README.md"))) == set()


def test_readme_lists_no_variable_that_nobody_reads():
    read = {name for source in READING for name in variables_read(text_of(source))}
    assert set(ROW.findall(text_of("README.md"))) - read == set()


def test_example_environment_names_variables_of_the_readme():
    named = set(re.findall(r"^([A-Z_]+)=", text_of("deploy/portal.env.example"), re.MULTILINE))
    assert named
    assert named <= set(ROW.findall(text_of("README.md")))


@pytest.mark.parametrize("name", markdown_files())
def test_every_link_leads_somewhere(name):
    for link in links_of(name):
        path, _, anchor = link.partition("#")
        target = ROOT / name if not path else (ROOT / name).parent / path
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target.read_text(encoding="utf-8")), link


def test_every_decision_is_in_the_index():
    decisions = {path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")}
    assert set(LINK.findall(text_of("docs/adr/README.md"))) == decisions


def test_staff_guide_names_every_role():
    with override("en"):
        roles = {str(label) for label in Posting.Role.labels}
    (header,) = re.findall(
        r"^\|( \|.*Translator.*)\|$", text_of("docs/staff-guide.md"), re.MULTILINE
    )
    assert {cell.strip() for cell in header.split("|") if cell.strip()} == roles


def test_readme_shows_the_pictures_that_are_renewed():
    shown = {link for link in links_of("README.md") if link.startswith("docs/screenshots/")}
    assert shown == {f"docs/screenshots/{name}" for name in IN_README}


def words_of_the_screens() -> set[str]:
    """All that the back office says, in English and lower case."""
    files = [folder / "ko" / "LC_MESSAGES" / "django.po" for folder in CATALOGUES]
    entries = [entry for file in files for entry in polib.pofile(str(file))]
    said = {text for entry in entries for text in (entry.msgid, entry.msgid_plural)}
    return {text.strip(" :.").lower() for text in said} | {
        one.own_name.lower() for one in LANGUAGES
    }


def bold_words_of(text: str) -> set[str]:
    """What a guide names as it stands on the screen; not what is set as code."""
    found = BOLD.findall(re.sub(r"`[^`]*`", "", text))
    return {" ".join(words.split()) for words in found} - {"bold"}


def is_said(words: str, said: set[str]) -> bool:
    """Whether a screen says ``words``, or begins with them: “Store 2 rows, all or none”."""
    return words in said or any(text.startswith(f"{words} ") for text in said)


def test_bold_words_of_the_staff_guide_are_on_the_screens():
    bold, said = bold_words_of(text_of("docs/staff-guide.md")), words_of_the_screens()
    assert "Restore this version" in bold
    assert {words for words in bold if not is_said(words.lower(), said)} == set()


def test_staff_guide_shows_the_scenes_that_are_renewed():
    shown = dict(PICTURE.findall(text_of("docs/staff-guide.md")))
    assert sorted(shown.values()) == sorted(f"screenshots/{name}" for name in SCENES)
    assert "" not in shown


@pytest.mark.parametrize("name", SCENES)
def test_scene_is_seen_at_once(name):
    path = ROOT / "docs" / "screenshots" / name
    with Image.open(path) as image:
        assert image.width <= DESKTOP
        assert image.height <= TALLEST
    assert path.stat().st_size <= LARGEST_PICTURE


@pytest.mark.parametrize("name", IN_README)
def test_picture_is_small(name):
    assert (ROOT / "docs" / "screenshots" / name).stat().st_size <= LARGEST_PICTURE


def upgrade_steps() -> list[str]:
    """The lines of the block under “Upgrade” in the operator guide."""
    _, _, section = text_of("docs/operator-guide.md").partition("\n## Upgrade\n")
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    return block[1].splitlines()


def test_upgrade_stops_at_the_first_step_that_fails():
    *steps, last = upgrade_steps()
    assert all(step.endswith(" &&") for step in steps)
    assert last == "curl -fsS http://127.0.0.1:8000/readyz"


def test_upgrade_does_all_that_make_run_does_before_the_portal_reloads():
    steps = [step.removesuffix(" &&") for step in upgrade_steps()]
    at_reload = steps.index("systemctl reload portal")
    prepared = re.findall(r"manage\(\s*\"[^\"]+\", \"(\w+)\"", text_of("deploy/run.py"))
    assert {"migrate", "recompute_ledger", "load_sample"} <= set(prepared)
    for command in set(prepared) - {"load_sample"}:
        (at,) = [
            n for n, step in enumerate(steps) if step.startswith(f"deploy/manage.sh {command}")
        ]
        assert at < at_reload


def test_upgrade_that_fails_goes_no_further(tmp_path):
    """The block as it is printed, with each program in place that says its name; one fails."""
    for program in ("git", "python3", "systemctl", "curl"):
        (tmp_path / program).write_text(f"#!/bin/sh\necho {program} $1\n")
        (tmp_path / program).chmod(0o755)
    (tmp_path / "deploy").mkdir()
    manage = tmp_path / "deploy" / "manage.sh"
    manage.write_text('#!/bin/sh\necho manage $1\ntest "$1" != migrate\n')
    manage.chmod(0o755)
    block = "\n".join(upgrade_steps()).replace("/srv/portal", ".").replace("<version>", "0.1.0")
    result = subprocess.run(
        ["sh", "-c", block],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.split("\n")[:-1] == [
        "git fetch",
        "git checkout",
        "python3 -m",
        "manage migrate",
    ]
    assert result.returncode == 1
