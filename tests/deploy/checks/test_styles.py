"""How style sheets are set."""

import pytest

from deploy.checks import styles


@pytest.fixture
def sheets(tmp_path):
    folder = tmp_path / "static" / "css"
    (folder / "admin").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    "line",
    [
        "p { margin: 0; padding: 0; }",
        "p { margin: 0; padding: 0 }",
        "  margin: 0; padding: 0;",
        "p { margin: 0 } a { color: red }",
        "@media print { a:hover { margin: 0; color: red; } }",
        'p::before { content: "a;b"; color: red; }',
        "p { --ink: #000; color: var(--ink, rgb(0 0 0)); }",
    ],
)
def test_two_declarations_on_a_line_are_named(line):
    assert list(styles.faults(f"\n{line}\n")) == [
        (2, "2 declarations; give each a line of its own.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "p {\n  margin: 0;\n  padding: 0;\n}\n",
        ".focus-x-0 { --focus-x: 0%; }\n",
        "a:is(:hover, :focus) { color: red; }\n",
        "a:hover,\nli:not(:last-child)::after {\n  color: red;\n}\n",
        "/* margin: 0; padding: 0; */\np {\n  margin: 0; /* not: 1; */\n}\n",
        "/* one\nmargin: 0; padding: 0;\ntwo */\n",
        'p::before {\n  content: "a: b; c: d;";\n}\n',
        "@media (min-width: 48rem), print {\n  p { margin: 0; }\n}\n",
        'p { background: url("data:image/png;base64,aa;b:c"); }\n',
    ],
)
def test_one_declaration_a_line_is_what_is_asked_for(text):
    assert list(styles.faults(text)) == []


def test_line_that_is_too_long_is_named_with_its_length():
    longest = "/* " + "a" * (styles.LONGEST_LINE - 6) + " */"
    assert list(styles.faults(longest)) == []
    assert list(styles.faults(f"\n\n{longest} ")) == [
        (3, "121 characters; a line has at most 120.")
    ]


def test_sheet_that_is_too_long_is_named_with_its_length():
    assert list(styles.faults("\n" * styles.LONGEST_FILE)) == []
    assert list(styles.faults("\n" * (styles.LONGEST_FILE + 1))) == [
        (401, "401 lines; a sheet has at most 400.")
    ]


def test_faults_are_printed_with_file_and_line_in_their_order(sheets, capsys):
    (sheets / "base.css").write_text("p { margin: 0; padding: 0; }\n")
    (sheets / "admin" / "base.css").write_text("p {\n  margin: 0; padding: 0;\n}\n")
    assert styles.main(sheets) == 1
    assert capsys.readouterr().out.splitlines() == [
        "static/css/admin/base.css:2: 2 declarations; give each a line of its own.",
        "static/css/base.css:1: 2 declarations; give each a line of its own.",
    ]


def test_sheets_that_are_set_as_asked_pass_without_a_word(sheets, capsys):
    (sheets / "base.css").write_text("p {\n  margin: 0;\n}\n")
    assert styles.main(sheets) == 0
    assert capsys.readouterr().out == ""


def test_own_sheets_are_set_as_asked(capsys):
    assert (styles.main(), capsys.readouterr().out) == (0, "")
