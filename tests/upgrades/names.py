"""What staff do about names of areas: lists in each language, and questions that they answer."""

from tests.upgrades.kinds import records
from tests.upgrades.worker import Worker, write

#: A text that is asked about, and why it may stand.
ASKED, REASON = "Ferries sail to Mainland China.", "So the port authority writes."


def name_lists(admin: Worker, editor: Worker) -> None:
    """A name not to be used, and a proper name, in each language that the sample has none in."""
    area = records("area").get(code="MN")
    known = area.forbidden_variants.count()
    admin.save(
        "area",
        area,
        **{
            "forbidden_variants-TOTAL_FORMS": known + 2,
            f"forbidden_variants-{known}-language": "en",
            f"forbidden_variants-{known}-text": "Mongolia [of the] Upgrade",
            f"forbidden_variants-{known}-level": "doubt",
            f"forbidden_variants-{known + 1}-language": "ja",
            f"forbidden_variants-{known + 1}-text": "更新モンゴル",
            f"forbidden_variants-{known + 1}-level": "forbidden",
        },
    )
    for language, text in (("en", "Institute of Outer Mongolia"), ("ja", "外モンゴル研究所")):
        name = admin.add("proper name", area=area.pk, language=language, text=text)
        admin.save("proper name", name, note="An institute.")


def answers(admin: Worker, editor: Worker) -> None:
    """A question that is answered in a form, one in a sheet, and one that nobody answers there."""
    asked = {"summary_en": ASKED, "summary_en-why": REASON}
    editor.save("member", records("member").get(slug="yeosu"), **asked)
    book = editor.exported("member", "?level__exact=metropolitan_city&q=san")
    write(write(book, "busan", summary_en=ASKED), "ulsan", summary_en=ASKED)
    made = editor.preview("member", book, "asking.xlsx")
    editor.decide("member", made, "apply", {}, {"busan": REASON})


def all_deeds(admin: Worker, editor: Worker) -> None:
    """Everything above, in its order."""
    name_lists(admin, editor)
    answers(admin, editor)
