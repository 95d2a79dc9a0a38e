"""Gathers the strings of code and templates into the catalogues, and says what they lack."""

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.core.management.commands import makemessages
from django.test import override_settings

from editorial.languages import LANGUAGES
from editorial.languages.borrowed import scripts

FOLDER = settings.BASE_DIR / "locale"
IGNORED = ["locale", "tests/*", "var/*"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


class Command(BaseCommand):
    help = (
        "Gather the strings to translate into locale/*/LC_MESSAGES: of code and templates into "
        "django.po (needs gettext), of scripts of other packages into djangojs.po. Then fail if "
        "anything is untranslated or wrong. "
        "With --check nothing is written, and strings not yet gathered are faults too."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args, check: bool, **options) -> None:
        faults = []
        if shutil.which("xgettext"):
            faults = self.not_gathered() if check else self.gather()
        elif check:
            self.stderr.write("Without gettext, new strings are not looked for.")
        else:
            raise CommandError("This needs gettext; on Debian and Ubuntu: apt-get install gettext")
        for path in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
            faults.extend(f"{named(path)}: {fault}" for fault in faults_of(polib.pofile(str(path))))
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("The catalogues are complete.")

    def gather(self) -> list[str]:
        for domain, strings in strings_by_domain().items():
            for path in catalogues(domain):
                path.parent.mkdir(parents=True, exist_ok=True)
                renewed(path, strings).save(str(path), newline="\n")
        return []

    def not_gathered(self) -> list[str]:
        return [
            f"{named(path)}: strings have changed; gather them with make messages."
            for domain, strings in strings_by_domain().items()
            for path in catalogues(domain)
            if not path.exists() or keys(polib.pofile(str(path))) != keys(strings)
        ]


class Gatherer(makemessages.Command):
    """Django's own gathering, into one place whatever folders it meets."""

    def find_files(self, root):
        self.locale_paths = []
        return super().find_files(root)


def strings_by_domain() -> dict[str, polib.POFile]:
    """All strings to translate, by the catalogue that holds them."""
    return {"django": strings_of_the_source(), "djangojs": strings_of_scripts()}


def strings_of_scripts() -> polib.POFile:
    """What scripts of other packages say. Ours say what the server has put into their pages."""
    plain = (*scripts.DIALOGS, *scripts.BUTTONS, *scripts.KINDS, *scripts.ADMIN)
    strings = polib.POFile(wrapwidth=0)
    strings.extend(polib.POEntry(msgid=text) for text in plain)
    strings.extend(polib.POEntry(msgctxt=ctx, msgid=text) for ctx, text in scripts.IN_CONTEXT)
    strings.extend(polib.POEntry(msgid=one, msgid_plural=more) for one, more in scripts.COUNTED)
    return strings


def strings_of_the_source() -> polib.POFile:
    """All strings to translate, in the order of the files they stand in."""
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(settings.BASE_DIR),
        override_settings(LOCALE_PATHS=[folder]),
    ):
        call_command(
            Gatherer(),
            exclude=["none"],
            keep_pot=True,
            no_wrap=True,
            add_location="file",
            ignore_patterns=IGNORED,
            verbosity=0,
        )
        return polib.pofile(str(Path(folder, "django.pot")), wrapwidth=0)


def catalogues(domain: str) -> list[Path]:
    """The catalogue of each language but English, which is the source."""
    return [
        FOLDER / language.tag.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"
        for language in LANGUAGES
        if language.code != "en"
    ]


def renewed(path: Path, strings: polib.POFile) -> polib.POFile:
    """``strings`` with the translations that ``path`` has; what left the source is left out.

    Nothing is guessed from similar strings: a guess in a catalogue passes for a translation.
    """
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": path.parts[-3],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for string in strings:
        entry = polib.POEntry(
            msgid=string.msgid,
            msgid_plural=string.msgid_plural,
            msgctxt=string.msgctxt,
            comment=string.comment,
            occurrences=string.occurrences,
            flags=[flag for flag in string.flags if flag != "fuzzy"],
        )
        if before := known.get(key(string)):
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        elif entry.msgid_plural:
            entry.msgstr_plural = {0: ""}
        catalogue.append(entry)
    return catalogue


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def keys(catalogue: polib.POFile) -> set[tuple[str | None, str, str]]:
    return {key(entry) for entry in catalogue if not entry.obsolete}


def named(path: Path) -> str:
    return "/".join(path.parts[-3:])


def faults_of(catalogue: polib.POFile) -> Iterator[str]:
    """What a reader would stumble over: English, guesses, lost placeholders."""
    for entry in catalogue:
        if entry.fuzzy or not entry.translated():
            yield f"not translated: {entry.msgid!r}"
            continue
        source = placeholders(entry.msgid_plural or entry.msgid)
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            if placeholders(text) != source:
                yield f"other placeholders in {text!r} than in {entry.msgid!r}"


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))
