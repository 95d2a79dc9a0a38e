"""A test's path repeats its subject's: where something is tested can be told from where it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: The folders of code whose paths are repeated.
MIRRORED = ("iclei", "news", "members", "secretariats", "editorial", "deploy")
#: Folders of tests whose subject is no module: what they hold to all that we have.
NAMED = {
    "access": "who sees and changes what, by every way in",
    "bench": "how long it takes",
    "browser": "how it walks in a browser",
    "docs": "that the pages for people tell the truth",
    "factories": "what tests are made of",
    "field": "what machines, networks and people outside do to it",
    "pages": "what holds on every page",
    "static": "style sheets and scripts",
    "templates": "parts of pages",
    "upgrades": "how an older portal becomes this one",
    "vendor": "what others wrote",
}
#: Tests in a mirrored folder whose subject is no module of ours.
OF_NO_MODULE = {
    "deploy/test_nginx.py": "what stands in front of the portal",
    "deploy/test_service.py": "the unit of systemd and the containers",
    "iclei/sample/test_climate_facts.py": "what the whole sample says of the climate record",
    "iclei/sample/test_facts.py": "what the whole sample says of itself",
    "members/climate/test_sample.py": "what readers meet of the whole sample",
    "members/test_fields.py": "that no place forgets a field of a member",
    "editorial/accounts/test_lockout.py": "allauth's count of guesses, which workers share",
    "editorial/sheets/test_storing.py": "what is left of an import when its process is killed",
    "news/test_moments.py": "that every surface changes in the second of a moment",
    "editorial/proposals/test_at_once.py": "two who decide, and a worker that is killed",
}
#: From so many statements in functions on, a module has a test at its path, or is named below.
LEAST = 10
#: Modules that are tested where they are seen: by the pages and forms that they are made for.
ELSEWHERE = {
    "editorial/finding/borne.py": ("editorial/finding/test_matching.py",),
    "editorial/finding/names.py": ("editorial/finding/test_filling.py",),
    "editorial/finding/searched.py": ("editorial/finding/test_filling.py",),
    "editorial/finding/sought.py": ("field/test_searching.py", "members/test_search.py"),
    "editorial/history/deleting.py": ("field/test_deleting.py",),
    "editorial/history/record_names.py": ("editorial/backoffice/test_activity.py",),
    "editorial/screens/typed_checks.py": ("editorial/screens/test_typed.py",),
    "editorial/screens/typed_rows.py": ("editorial/screens/test_typed.py",),
    "iclei/preview_links.py": ("editorial/screens/test_preview_links.py",),
    "editorial/proposals/deeds.py": ("access/test_proposing.py",),
    "editorial/proposals/files.py": ("editorial/proposals/test_keeping.py",),
    "editorial/proposals/models.py": ("editorial/proposals/test_keeping.py",),
    "editorial/proposals/seen.py": ("editorial/backoffice/test_proposals.py",),
    "editorial/proposals/showing.py": ("editorial/backoffice/test_proposals.py",),
    "editorial/proposals/values.py": ("editorial/proposals/test_keeping.py",),
    "editorial/proposals/writing.py": ("editorial/proposals/test_deciding.py",),
    "editorial/sheets/together.py": ("members/admin/test_containments.py",),
    "members/admin/member_inlines.py": (
        "members/admin/test_members.py",
        "editorial/screens/test_row_cards.py",
    ),
    "members/admin/member_parts.py": (
        "members/admin/test_memberships.py",
        "members/admin/test_containments.py",
        "members/admin/test_other_names.py",
    ),
    "members/admin/term_filters.py": ("members/admin/test_memberships.py",),
    "members/admin/board_pages.py": ("members/test_board.py",),
    "members/admin/member_filters.py": (
        "members/admin/test_memberships.py",
        "members/test_board.py",
    ),
    "members/admin/term_columns.py": ("members/admin/test_memberships.py",),
    "members/board_tables.py": ("members/test_board.py",),
    "news/language_field.py": ("news/test_release_languages.py",),
    "editorial/screens/links_in_texts.py": ("editorial/screens/test_readiness.py",),
    "secretariats/deciders.py": ("editorial/notices/test_telling.py",),
    "members/models/ages.py": ("members/test_board.py",),
    "members/climate/sorting.py": ("members/climate/test_views.py",),
    "secretariats/distances.py": ("members/test_doubts.py",),
    "members/foresight.py": ("members/admin/test_term_pages.py",),
    "members/models/known_names.py": ("members/models/test_other_names.py",),
    "members/models/climate.py": (
        "members/models/test_inventories.py",
        "members/models/test_targets.py",
        "members/models/test_pledges.py",
    ),
    "members/admin/member_rows.py": ("members/admin/test_climate.py",),
    "members/management/commands/import_facts.py": ("members/test_facts_file.py",),
    "members/management/commands/take_over_facts.py": ("members/test_late_facts.py",),
    "members/admin/shared.py": (
        "members/admin/test_sources.py",
        "members/admin/test_indicators.py",
    ),
    "members/models/shared.py": (
        "members/admin/test_sources.py",
        "members/admin/test_indicators.py",
    ),
    "members/models/indicators.py": (
        "members/models/test_facts.py",
        "members/admin/test_indicators.py",
    ),
    "members/models/disputes.py": ("members/models/test_memberships.py",),
    "members/models/network_counts.py": ("members/test_as_of.py",),
    "members/models/periods.py": ("members/test_periods.py", "members/models/test_containments.py"),
    "members/past_views.py": ("members/test_as_of.py", "members/test_former.py"),
    "secretariats/models/outbox.py": ("secretariats/admin/test_outbox.py",),
    "editorial/accounts/unique_names.py": ("field/test_sharing_names.py",),
    "editorial/backoffice/checks.py": ("editorial/screens/test_scoped.py",),
    "editorial/backoffice/refusals.py": ("field/test_refusals.py",),
    "editorial/exchange/outgoing.py": ("editorial/exchange/test_plan.py",),
    "editorial/exchange/pages.py": ("editorial/exchange/test_plan.py",),
    "editorial/exchange/taking.py": ("editorial/exchange/test_plan.py",),
    "editorial/history/chronicle.py": ("editorial/backoffice/test_activity.py",),
    "editorial/records/names.py": ("field/test_names.py",),
    "editorial/records/namesakes.py": ("field/test_homonyms.py",),
    "editorial/records/wording.py": ("secretariats/test_designations.py",),
    "editorial/accounts/models.py": ("field/test_sharing_names.py",),
    "editorial/screens/known_filters.py": ("field/test_filters.py",),
    "editorial/screens/list_filters.py": ("members/admin/test_members.py",),
    "editorial/screens/problems.py": ("field/test_problems.py",),
    "editorial/screens/publications.py": ("news/test_admin.py",),
    "editorial/screens/ranking.py": ("field/test_ranking.py",),
    "editorial/screens/translated.py": (
        "members/admin/test_members.py",
        "access/test_translators.py",
    ),
    "editorial/sheets/cells.py": ("editorial/sheets/test_importing.py",),
    "editorial/jobs/models.py": (
        "editorial/jobs/test_workers.py",
        "editorial/jobs/test_running.py",
    ),
    "editorial/jobs/pages.py": ("editorial/sheets/test_long_work.py",),
    "editorial/outbox/letters.py": ("editorial/outbox/test_posting.py",),
    "editorial/outbox/models.py": ("editorial/outbox/test_delivering.py",),
    "editorial/management/commands/worker.py": ("field/test_mail.py",),
    "editorial/sheets/models.py": ("editorial/sheets/test_screens.py",),
    "editorial/sheets/undoing.py": ("editorial/sheets/test_importing.py",),
    "editorial/translations/doors.py": ("editorial/backoffice/test_translating.py",),
    "editorial/translations/kept_words.py": ("field/test_conversion.py",),
    "editorial/translations/remarks.py": ("secretariats/admin/test_exceptions.py",),
    "editorial/translations/settling.py": ("editorial/translations/test_converted_texts.py",),
    "editorial/translations/translated.py": ("editorial/translations/test_ledger.py",),
    "editorial/translations/writable.py": ("editorial/exchange/test_plan.py",),
    "iclei/handed_on.py": ("field/test_handed_on.py",),
    "iclei/sample/staff.py": ("iclei/sample/test_loading.py",),
    "editorial/languages/zones.py": ("field/test_events.py",),
    "editorial/records/local_times.py": ("field/test_events.py",),
    "editorial/records/new_slugs.py": ("field/test_addresses.py",),
    "editorial/screens/addresses.py": ("field/test_addresses.py",),
    "editorial/screens/zones.py": ("field/test_events.py",),
    "editorial/sheets/local_columns.py": ("field/test_events.py", "field/test_event_states.py"),
    "editorial/texts/romanising.py": ("field/test_addresses.py",),
    "editorial/sheets/other_files.py": ("field/test_workbooks.py",),
    "editorial/texts/days.py": ("field/test_days.py",),
    "editorial/public/tidy_queries.py": ("field/test_queries.py",),
    "editorial/pictures/formats.py": ("field/test_endings.py",),
    "editorial/texts/telephones.py": ("field/test_phones.py",),
    "news/event_form.py": ("field/test_events.py",),
    "news/event_screen.py": ("field/test_events.py",),
    "news/filters.py": ("news/test_views.py",),
    "news/state_screen.py": ("field/test_event_states.py",),
    "news/models.py": ("editorial/records/test_publication.py", "news/test_calendars.py"),
    "news/structured.py": ("iclei/test_structured.py",),
    "secretariats/admin/powers.py": (
        "secretariats/admin/test_offices.py",
        "access/test_writing.py",
    ),
    "secretariats/models/designations.py": ("secretariats/test_designations.py",),
    "secretariats/models/offices.py": ("secretariats/test_models.py",),
    "secretariats/models/staff.py": (
        "secretariats/test_scopes.py",
        "secretariats/admin/test_staff.py",
    ),
    "editorial/backoffice/board_rows.py": ("editorial/backoffice/test_board.py",),
    "editorial/sheets/columns.py": ("editorial/sheets/test_importing.py", "members/test_fields.py"),
    "editorial/sheets/comparing.py": ("editorial/sheets/test_importing.py",),
    "editorial/sheets/import_list.py": ("editorial/sheets/test_screens.py",),
    "editorial/sheets/import_pages.py": ("editorial/sheets/test_screens.py",),
    "editorial/sheets/import_storing.py": ("editorial/sheets/test_long_work.py",),
    "editorial/sheets/record_sheet.py": ("editorial/sheets/test_importing.py",),
    "editorial/sheets/row_records.py": ("editorial/sheets/test_importing.py",),
    "editorial/sheets/shown_rows.py": ("editorial/sheets/test_screens.py",),
    "editorial/translations/concluding.py": ("editorial/translations/test_confirming.py",),
    "editorial/translations/sent_texts.py": ("editorial/translations/test_confirming.py",),
    "members/columns.py": ("members/test_downloads.py", "members/test_fields.py"),
    "members/structured.py": ("iclei/test_structured.py",),
    "members/models/members.py": ("members/test_models.py",),
}


def written_for(folder: str) -> Iterator[Path]:
    """The tests of a mirrored folder, by their paths within ``tests/``."""
    for path in sorted((ROOT / "tests" / folder).rglob("test_*.py")):
        yield path.relative_to(ROOT / "tests")


def subjects_of(test: Path) -> list[Path]:
    """Where its subject may be: a module, a package, or a command among its like."""
    name = {"test_init.py": "__init__.py"}.get(test.name, test.name.removeprefix("test_"))
    return [
        test.with_name(name),
        test.with_name(name.removesuffix(".py")) / "__init__.py",
        test.parent / "commands" / name,
    ]


def place_of_test(module: Path) -> Path:
    """Where a module is tested; commands beside their folder."""
    folder = module.parent.parent if module.parent.name == "commands" else module.parent
    return folder / f"test_{module.name.replace('__init__', 'init')}"


def modules_in(folder: str) -> Iterator[Path]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT)


def statements_of(source: str) -> int:
    """How many statements stand in the functions of a module, without docstrings."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = {
        statement
        for function in ast.walk(ast.parse(source))
        if isinstance(function, functions)
        for statement in ast.walk(function)
        if isinstance(statement, ast.stmt) and statement is not function
    }
    return sum(not is_docstring(statement) for statement in found)


def is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


@pytest.mark.parametrize("folder", MIRRORED)
def test_each_test_has_its_subject_at_its_own_path(folder):
    lost = [
        str(test)
        for test in written_for(folder)
        if not any((ROOT / subject).exists() for subject in subjects_of(test))
    ]
    assert [test for test in lost if test not in OF_NO_MODULE] == []


@pytest.mark.parametrize("folder", MIRRORED)
def test_each_module_has_a_test_at_its_path_or_is_named(folder):
    untested = [
        str(module)
        for module in modules_in(folder)
        if not (ROOT / "tests" / place_of_test(module)).exists()
        and statements_of((ROOT / module).read_text(encoding="utf-8")) >= LEAST
    ]
    assert [module for module in untested if module not in ELSEWHERE] == []


def test_each_folder_of_tests_is_of_code_or_named():
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert folders - {*MIRRORED, *NAMED, "__pycache__"} == set()


def test_what_is_named_is_there_and_need_be_named():
    for test in OF_NO_MODULE:
        assert (ROOT / "tests" / test).exists()
    for module, tests in ELSEWHERE.items():
        assert (ROOT / module).exists(), module
        assert not (ROOT / "tests" / place_of_test(Path(module))).exists(), module
        assert [test for test in tests if not (ROOT / "tests" / test).exists()] == [], module


@pytest.mark.parametrize(
    ("module", "test"),
    [
        ("editorial/sheets/xlsx.py", "editorial/sheets/test_xlsx.py"),
        ("editorial/languages/__init__.py", "editorial/languages/test_init.py"),
        ("iclei/management/commands/messages.py", "iclei/management/test_messages.py"),
    ],
)
def test_paths_go_both_ways(module, test):
    assert str(place_of_test(Path(module))) == test
    assert Path(module) in subjects_of(Path(test))


def test_statements_are_counted_in_functions_without_docstrings():
    inner = "    def g():\n        return 2\n"
    source = f'X = 1\ndef f():\n    """Says."""\n    if X:\n        return 1\n{inner}'
    assert statements_of(source) == 4
