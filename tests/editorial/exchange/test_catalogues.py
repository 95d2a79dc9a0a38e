import pytest
from django.core.exceptions import ValidationError

from editorial.exchange import catalogues
from editorial.exchange.catalogues import (
    LARGEST_FILE,
    OutgoingText,
    fingerprint,
    read_catalogue,
    write_catalogue,
)
from editorial.languages import BY_CODE

JAPANESE = BY_CODE["ja"]
HEADER = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"X-Exchange-Version: 1\\n"\n\n'
ENTRY = 'msgctxt "members.member/1/name_ja"\nmsgid "Suwon"\nmsgstr "水原"\n\n'

TEXTS = [
    *(" before", "behind ", "  both  ", "\tTab", "line\nline\n", "\n\nlines", "line\r\nline"),
    *('"quoted"', "back\\slash", "\\n is no line end", 'ends with \\"', "\\\\\\", "#, fuzzy"),
    *("<p>A &amp; B<br>“C”</p>", "msgid", 'msgstr "x"', "수원시 🏙️👩‍👩‍👧", "𠮷野家", "é é"),
    *("part\u2028part\x85part", "한국어 " * 900, "長" * 9_000, "100 %(name)s {x} %s"),
]


def sent(number: int, text: str, **other) -> OutgoingText:
    values = {"is_fuzzy": False, "source_then": None, "notes": ()} | other
    return OutgoingText(f"members.member/{number}/summary_ja", f"of {text}", text, **values)


def refusal(content: bytes | str) -> str:
    with pytest.raises(ValidationError) as refused:
        read_catalogue(content.encode() if isinstance(content, str) else content)
    return refused.value.messages[0]


@pytest.mark.django_db  # a file names the portal that it is from
def test_texts_come_back_as_they_went_out():
    file = write_catalogue(JAPANESE, [sent(number, text) for number, text in enumerate(TEXTS)])
    found = read_catalogue(file.encode())
    assert found.language == JAPANESE
    assert [item.text for item in found.items] == TEXTS
    assert [item.source for item in found.items] == [f"of {text}" for text in TEXTS]
    assert [item.before for item in found.items] == [fingerprint(text) for text in TEXTS]


@pytest.mark.django_db  # a file names the portal that it is from
def test_fuzzy_text_tells_what_its_source_was():
    file = write_catalogue(JAPANESE, [sent(1, "都市", is_fuzzy=True, source_then="A town\nof old")])
    assert '#| "A town\\n"' in file
    assert read_catalogue(file.encode()).items[0].is_fuzzy


@pytest.mark.django_db  # a file names the portal that it is from
def test_notes_cannot_become_entries():
    note = 'Suwon\n\nmsgctxt "forged"\nmsgid "a"\nmsgstr "b"\n#. text-as-sent: 0000000000000000'
    items = read_catalogue(
        write_catalogue(JAPANESE, [sent(1, "都市", notes=(note,))]).encode()
    ).items
    assert [item.name for item in items] == ["members.member/1/summary_ja"]
    assert items[0].before == fingerprint("都市")


def test_file_of_a_windows_editor_is_read():
    content = b"\xef\xbb\xbf" + (HEADER + ENTRY).replace("\n", "\r\n").encode()
    assert read_catalogue(content).items[0].text == "水原"


@pytest.mark.parametrize(
    ("name", "code"), [("zh_TW", "zh-hant"), ("zh-Hans", "zh-hans"), ("ja_JP", "ja"), ("KO", "ko")]
)
def test_languages_are_known_by_the_names_that_tools_give_them(name, code):
    content = (HEADER + ENTRY).replace("Language: ja", f"Language: {name}")
    assert read_catalogue(content.encode()).language.code == code


def test_entry_tells_its_line():
    assert (
        read_catalogue((HEADER + ENTRY + ENTRY.replace("/1/", "/2/")).encode()).items[1].line == 10
    )


def test_struck_out_entries_are_counted_and_not_read():
    struck = "".join(f"#~ {line}\n" for line in ENTRY.replace("/1/", "/2/").splitlines() if line)
    found = read_catalogue((HEADER + ENTRY + struck).encode())
    assert (len(found.items), found.obsolete) == (1, 1)


def test_text_that_stands_twice_is_a_fault_of_both():
    items = read_catalogue((HEADER + ENTRY + ENTRY).encode()).items
    assert [item.fault for item in items] == ["double", "double"]


def test_plural_forms_are_a_fault():
    plural = ENTRY.replace('msgstr "水原"', 'msgid_plural "Suwons"\nmsgstr[0] "水原"')
    assert read_catalogue((HEADER + plural).encode()).items[0].fault == "plural"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xde\x12\x04\x95\0\0\0\0", ".mo"),
        (b"\x95\x04\x12\xde\0\0\0\0", ".mo"),
        ((HEADER + ENTRY).encode("utf-16"), "UTF-16"),
        ((HEADER + ENTRY).encode("euc-jp"), "Line 8 is not in UTF-8"),
        (HEADER.encode() + b'msgid "a\0b"\n', "NUL"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', "XML"),
        (HEADER.replace("ja", "fr") + ENTRY, "“fr”"),
        (HEADER.replace("Language: ja\\n", "") + ENTRY, "none of the five languages"),
        (HEADER.replace("Version: 1", "Version: 2") + ENTRY, "Export the texts again"),
        (ENTRY, "Export the texts again"),
        (HEADER.replace("X-E", "Content-Type: text/plain; charset=EUC-KR\\nX-E") + ENTRY, "UTF-8"),
        (HEADER, "no text"),
        (b"", "Export the texts again"),
        (b"/etc/passwd", "Line 1"),
        (b"PK\x03\x04 a zip", "Line 1"),
        (HEADER + 'msgid "a"b"\nmsgstr ""\n', "Line 6"),
        (HEADER + 'msgid "x"\nmsgstr[a] "y"\n', "Line 7"),
        (HEADER + "msgid oops\n", "Line 6"),
    ],
)
def test_what_no_tool_writes_is_refused_in_words(content, words):
    assert words in refusal(content)


@pytest.mark.parametrize(
    "content",
    [
        b"a" * (LARGEST_FILE + 1),
        b"\n" * 9_000_000,
        b"# c\n" * 2_000_000,
        HEADER.encode() + b"msgid " + b'"' + b"a" * 9_000_000 + b'"\n',
        HEADER.encode() + b'msgid ""\n' + b'"a"\n' * 6_000,
        HEADER.encode() + b'msgid ""\n' + b'"a"\n\n' * 90_000,
        HEADER.encode() + ENTRY.encode() * 3_002,
        HEADER.encode() + b'#~ msgid "a"\n#~ msgstr "b"\n' * 90_000,
    ],
)
def test_floods_are_refused_before_they_are_read(content, monkeypatch):
    parsed = []
    monkeypatch.setattr(catalogues.polib, "pofile", lambda *a, **k: parsed.append(a))
    assert refusal(content)
    assert parsed == []
