"""What the staff of a dump do with the records of the sample, at the screens of the back office.

Each deed is a function of the staff at work. ``all_deeds`` does them in the order of a working day.
Deeds are added at the end, as the portal learns more; none is taken away.
"""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from tests.upgrades.kinds import model, records, screen
from tests.upgrades.worker import Worker, write

#: Cities whose staff edits an upgrade has to keep, by what each is edited in.
EDITED, FIGURES, CONFLICTED = "suwon", "goyang", "busan"
SUMMARY = "The fortress city, as its staff described it before the upgrade."
SUMMARY_KO = "업그레이드 전에 담당자가 새로 쓴 성곽 도시의 소개."
STORY = "Osan joined, as staff put it before the upgrade."
#: A Chinese that the tables of both scripts change.
HANS, HANT = "软件与网络之城的市长", "軟體與網路之城的市長"
LANGUAGES = ("en", "zh-hant", "ko", "ja", "zh-hans")


def member(slug: str):
    return records("member").get(slug=slug)


def moment(name: str, day: date, hour: int = 9) -> dict[str, str]:
    """A moment as the two fields of a form hold it."""
    return {f"{name}_0": day.isoformat(), f"{name}_1": f"{hour:02}:00:00"}


def picture(name: str) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (60, 40), "#2040c0").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue())


def edit_texts(admin: Worker, editor: Worker) -> None:
    """Edit a city, a theme, an area and an office in one language after another."""
    editor.save("member", member(EDITED), summary_en=SUMMARY)
    editor.save("member", member(EDITED), summary_ko=SUMMARY_KO)
    editor.save("member", member(EDITED), **{"confirm-ja": "on"})
    theme = records("theme").get(slug="resilient")
    admin.save("theme", theme, tagline_en="Cities that staff made ready for what comes.")
    area = records("area").get(code="MN")
    admin.save("area", area, name_ja="モンゴル国", reason="So the ministry wrote in its letter.")
    office = records("office").get(slug="korea-office")
    admin.save("office", office, phone="+82 31 000 0000", shows_converted="on")


def edit_figures(admin: Worker, editor: Worker) -> None:
    """Two past versions of a population and of a leader, and a leader who was confirmed."""
    office = records("office").get(slug="korea-office").pk
    for population, year, leader in ((1_050_000, 2024, "Lee First"), (1_060_000, 2025, "Kim Next")):
        code = f"statistics-korea-{year}"
        made = admin.add("source", code=code, secretariat=office, title_en=f"Statistics {year}")
        source = {"population_source": made.pk}
        figures: dict[str, Any] = {"population": population, "population_year": year}
        named = {"leader_name_en": leader, "leader_title_en": "Mayor", "leader_since": "2022-07-01"}
        editor.save("member", member(FIGURES), **figures, **source, **named)
    since = {"leader_confirmed_on": "2026-11-02", "leader_title_ja": "市長"}
    editor.save("member", member(FIGURES), **since, leader_name_ja="キム・ネクスト")
    editor.save(
        "member", member(FIGURES), leader_name_en="Kim Next Jr", leader_title_en="The mayor"
    )
    editor.save("member", member(FIGURES), **{"confirm-ja": "on"})


def edit_rows(admin: Worker, editor: Worker) -> None:
    """Facts of each kind, and terms of membership, each with two past versions."""
    office = records("office").get(slug="korea-office").pk
    kinds = ("number", "percentage", "year", "text", "choice")
    indicators = {
        kind: admin.add(
            "indicator",
            code=f"upgrade-{kind}",
            name_en=f"Upgrade {kind}",
            kind=kind,
            secretariat=office,
            decimals="1",
            order="9",
            unit_en="km²" if kind == "number" else "",
        )
        for kind in kinds
    }
    rows = {"code": "high", "name_en": "High", "order": "1"}
    rows = {f"choices-0-{name}": value for name, value in rows.items()}
    admin.save("indicator", indicators["choice"], **{"choices-TOTAL_FORMS": 1}, **rows)
    admin.save("indicator", indicators["choice"], **{"choices-0-name_ja": "高い"})
    admin.save("indicator", indicators["number"], name_ja="公園", definition_en="Parks of a city.")
    high = records("choice").get(code="high").pk
    values = {
        "number": {"number": "41"},
        "percentage": {"number": "12.5"},
        "year": {"number": "1908"},
        "text": {"wording_en": "better than in 2015", "wording_zh_hans": "空气质量与软件"},
        "choice": {"choice": high, "is_doubtful": "on", "doubt": "Nobody has seen it."},
    }
    first = records("fact").filter(member=member(FIGURES)).count()
    for at, (kind, value) in enumerate(values.items(), first):
        row = {"indicator": indicators[kind].pk, "year": "2020", **value}
        sent = {f"facts-{at}-{name}": told for name, told in row.items()}
        sent |= {f"facts-{at}-{name}-why": "The staff know." for name in ("source", "number")}
        admin.save("member", member(FIGURES), **{"facts-TOTAL_FORMS": at + 1}, **sent)
    parks = records("fact").get(indicator=indicators["number"])
    for value in ("42", "43"):
        parks.number = value
        parks.save()
    for day, precision in (("2003-05-01", "month"), ("2003-05-12", "day")):
        joined = {"memberships-0-joined_on": day, "memberships-0-joined_precision": precision}
        admin.save("member", member(FIGURES), **joined)


def change_states(admin: Worker, editor: Worker) -> None:
    """Cities that the public does not see, for each reason; another role, another name."""
    for slug, status in (("ansan", "draft"), ("anyang", "review"), ("cheongju", "withdrawn")):
        admin.save("member", member(slug), status=status)
    posting = records("posting").get(user__username="korea-translator")
    admin.save("posting", posting, role="editor")
    admin.save("posting", posting, role="translator")
    variant = {"forbidden_variants-0-text": "Mongolia before the Upgrade"}
    admin.save("area", records("area").get(code="MN"), **variant)


def add_terms(admin: Worker, editor: Worker) -> None:
    """Terms of each precision and category; two that overlap, as older versions let them."""
    known = records("term").get(member=member(FIGURES))
    day = known.joined_on + timedelta(days=400)
    at = {"url": "https://example.org/evidence", "title_en": "A report"}
    source = records("source").create(code="report", secretariat=member(FIGURES).secretariat, **at)
    terms = [
        {"joined_on": None, "left_on": date(2001, 1, 1), "category": "associate"},
        {"joined_on": date(2002, 1, 1), "joined_precision": "year", "left_on": day},
        {"joined_on": date(2002, 6, 1), "joined_precision": "month", "left_on": date(2003, 6, 1)},
    ]
    for values in terms:
        term = model("term")(member=member(FIGURES), **values)
        term.source = source
        term.save()


def convert(admin: Worker, editor: Worker) -> None:
    """Converted texts that wait, both ways, of a leader and of key facts; one that is shown."""
    for slug, office in (("tainan", "hant"), ("kyoto", "hans")):
        own, text = f"leader_title_zh_{office}", {"hant": HANT, "hans": HANS}[office]
        admin.save("member", member(slug), leader_name_en="A. Leader", leader_title_en="Mayor")
        admin.save("member", member(slug), **{own: text})
    office = records("office").get(slug="east-asia").pk
    servers: dict[str, Any] = {"code": "upgrade-servers", "kind": "text", "secretariat": office}
    themes = [records("theme").get(slug="resilient").pk]
    servers |= {"decimals": "0", "order": "9", "themes": themes}
    indicator = admin.add("indicator", name_en="Servers", **servers)
    at = records("fact").filter(member=member("tainan")).count()
    row = {"indicator": indicator.pk, "wording_en": "Servers", "wording_zh_hant": "伺服器與軟體"}
    facts = {f"facts-{at}-{name}": value for name, value in row.items()}
    admin.save("member", member("tainan"), **facts, **{"facts-TOTAL_FORMS": at + 1})
    admin.act("member", "convert_scripts", [member("tainan"), member("kyoto")], convert="1")
    admin.act("member", "convert_scripts", [member(FIGURES)], convert="1")


def stories(admin: Worker, editor: Worker) -> None:
    """An article and an event in each state and language, some of them moved or deleted."""
    office = records("office").get(slug="east-asia").pk
    states: list[dict[str, Any]] = [
        {"status": "draft"},
        {"status": "review"},
        {"status": "published", **moment("publish_at", date(2027, 3, 1))},
        {
            "status": "published",
            **moment("publish_at", date(2026, 1, 5)),
            **moment("unpublish_at", date(2026, 12, 24)),
        },
        {"status": "published", **moment("publish_at", date(2026, 2, 3))},
        {"status": "approved"},
    ]
    when = moment("starts_at", date(2027, 5, 4)) | moment("ends_at", date(2027, 5, 4), 17)
    languages = (*LANGUAGES, LANGUAGES[0])
    for at, (language, state) in enumerate(zip(languages, states, strict=True)):
        title = {
            f"title_{language.replace('-', '_')}": f"News {at} of the upgrade",
            "secretariat": office,
        }
        given = {**title, "source_language": language, **state}
        admin.add("article", slug=f"upgrade-{at}", kind="news", **given)
        admin.add("event", slug=f"upgrade-{at}", time_zone="Asia/Seoul", **when, **given)
    for kind in ("article", "event"):
        admin.save(kind, records(kind).get(slug="upgrade-4"), status="withdrawn")
    article = records("article").get(slug="osan-joins-iclei")
    admin.save("article", article, summary_en=STORY)
    admin.save("article", article, slug="osan-joined-iclei")
    admin.save("event", records("event").get(slug="upgrade-1"), slug="upgrade-one", place_ja="大阪")
    for kind in ("article", "event"):
        given = {"title_en": "To be deleted", "secretariat": office, "source_language": "en"}
        more = {"kind": "news"} if kind == "article" else {"time_zone": "Asia/Seoul", **when}
        admin.delete(kind, admin.add(kind, slug="upgrade-gone", status="draft", **given, **more))


def whole_days(admin: Worker, editor: Worker) -> None:
    """An event of days without a clock, at the other end of the day; its place moves once."""
    days = {"all_day": "on", "starts_at_0": "2027-06-01", "ends_at_0": "2027-06-03"}
    office = records("office").get(slug="east-asia").pk
    given = {"title_en": "Days of the upgrade", "source_language": "en", "secretariat": office}
    shown = {"status": "published", **moment("publish_at", date(2026, 2, 3))}
    zone = {"time_zone": "Pacific/Honolulu"}
    event = admin.add("event", slug="upgrade-days", **given, **shown, **days, **zone)
    admin.save("event", event, time_zone="Pacific/Kiritimati")


def event_states(admin: Worker, editor: Worker) -> None:
    """Events that are cancelled, moved, and wait for a date; one is held after all."""
    office = records("office").get(slug="east-asia").pk
    given = {"source_language": "en", "secretariat": office, "time_zone": "Asia/Tokyo"}
    given |= {"status": "published", **moment("publish_at", date(2026, 2, 3))}
    given |= moment("starts_at", date(2027, 9, 7)) | moment("ends_at", date(2027, 9, 7), 17)
    later = moment("starts_at", date(2027, 10, 5)) | moment("ends_at", date(2027, 10, 5), 17)
    for state, more in (("cancelled", {}), ("postponed", {}), ("moved", later)):
        title = {"title_en": f"Event of the upgrade: {state}"}
        event = admin.add("event", slug=f"upgrade-{state}", **given, **title)
        note = {"state_note_en": "A typhoon is on its way.", "state_note_ja": "台風のため。"}
        admin.save("event", event, state=state, **note, **more)
    held = admin.add("event", slug="upgrade-held", title_en="Held after all", **given)
    for state in ("cancelled", "planned"):
        admin.save("event", held, state=state)


def pictures(admin: Worker, editor: Worker) -> None:
    """A picture of each kind of record, and every licence that one can have."""
    rights = {"picture_credit": "Staff", "picture_licence": "cc-by"}
    wall = {"picture": picture("wall.jpg"), "picture_alt_en": "A wall"}
    admin.save("member", member(EDITED), **wall, **rights)
    admin.save(
        "article", records("article").get(slug="upgrade-0"), picture=picture("news.jpg"), **rights
    )
    admin.save(
        "event", records("event").get(slug="upgrade-0"), picture=picture("hall.jpg"), **rights
    )
    admin.save("person", records("person").order_by("pk")[0], photo=picture("face.jpg"), **rights)
    for kind in ("member", "article", "event", "person"):
        licences = model(kind)._meta.get_field("picture_licence").choices
        for record, (licence, _name) in zip(records(kind).order_by("pk"), licences, strict=False):
            record.picture_licence, record.picture_licence_url = licence, "https://example.org/l"
            record.save()


def glossary(admin: Worker, editor: Worker) -> None:
    """A word of the field and a protected name, changed since; one that is gone."""
    entry = admin.add("glossary entry", wording_en="urban upgrade", kind="term", note="For tests.")
    admin.save("glossary entry", entry, wording_ja="都市の更新")
    admin.add(
        "glossary entry", wording_en="Upgrade House", wording_ko="업그레이드 하우스", kind="name"
    )
    admin.delete("glossary entry", admin.add("glossary entry", wording_en="gone", kind="term"))


def designations(admin: Worker, editor: Worker) -> None:
    """A text in each language that may hold a name which is otherwise not to be used."""
    article = records("article").get(slug="upgrade-0")
    for language in LANGUAGES:
        listed = records("name not to be used").filter(language__in=["", language])
        variant = listed.order_by("pk")[0]
        place = {"kind": "news.article", "key": article.pk, "field": "body", "language": language}
        given = {**place, "variant": variant.pk, "reason": "It quotes a letter."}
        admin.post(f"{screen('exception for a name')}add/", given | {"seen_version": 0})
    latest = records("exception for a name").order_by("-pk")[0]
    admin.save("exception for a name", latest, reason="It quotes two letters.")


def filters(admin: Worker, editor: Worker) -> None:
    """Views of lists that users keep, on figures, leaders, terms, texts and articles."""
    queries = {"Nobody’s figures": "lacks=population", "Leaders to ask": "leader=unconfirmed"}
    queries |= {"Without a term": "lacks=memberships", "Name": "q=o&o=-1"}
    for name, query in queries.items():
        admin.post(f"{screen('member')}filters/save/", {"name": name, "query": query})
    given = {"name": "초안", "query": "status__exact=draft"}
    editor.post(f"{screen('article')}filters/save/", given)


def presence(admin: Worker, editor: Worker) -> None:
    """Two users have the same form open."""
    for worker in (admin, editor):
        worker.client.post(f"{screen('member')}{member(EDITED).pk}/presence/")


def translators_files(admin: Worker, editor: Worker) -> None:
    """A file for translators waits in each language."""
    for worker, kind, languages in (
        (admin, "news.article", ["en"]),
        (admin, "members.theme", ["zh-hant", "ko"]),
        (editor, "secretariats.secretariat", ["ja", "zh-hans"]),
    ):
        for language in languages:
            leave_file(worker, kind, language)


def leave_file(worker: Worker, kind: str, language: str) -> None:
    """Hand a file for translators in again, as it was downloaded."""
    page = "/admin/translations/po/"
    wanted = {"language": language, "kind": kind, "state": ["missing", "current", "stale"]}
    content = worker.client.get(f"{page}download/", wanted).getvalue()
    worker.post(page, {"file": SimpleUploadedFile(f"iclei-{language}.po", content)})


def imports(admin: Worker, editor: Worker) -> None:
    """Sheets in every state: applied, undone, with an open conflict, just read, half stored."""
    figures = write(editor.exported("member", f"?q={FIGURES}"), FIGURES, population=1_070_000)
    figures = editor.preview("member", write(figures, FIGURES, leader_name_ko="김다음"), "one.xlsx")
    editor.decide("member", figures, "apply", {})
    book = few(editor)
    admin.save("member", member(CONFLICTED), name_ko="부산광역시")
    write(book, CONFLICTED, name_ko="부산시", population=3_300_001)
    write(write(book, "incheon", name_ja="仁川市"), "jeju", level="no such level")
    write(book, "new-town", name_en="New Town", area="KR", level="town", secretariat="korea-office")
    applied = editor.preview("member", book, "applied.xlsx")
    editor.decide("member", applied, "apply", {CONFLICTED: "mine", "jeju": "leave"})
    undone = admin.preview("member", write(few(admin), "daegu", population=1), "undone.xlsx")
    admin.decide("member", undone, "apply", {})
    admin.undo("member", undone)
    book = few(admin)
    for slug, name in (("gwangju", "광주광역시"), ("ulsan", "울산광역시")):
        admin.save("member", member(slug), name_ko=name)
    write(write(book, "gwangju", name_ko="빛고을"), "ulsan", name_ko="울산시")
    conflict = admin.preview("member", book, "conflict.xlsx")
    admin.decide("member", conflict, "save", {"ulsan": "theirs"})
    editor.upload("member", few(editor), "read.xlsx")
    half = admin.preview("member", write(few(admin), "daejeon", population=2), "half.xlsx")
    records("import").filter(pk=half.pk).update(state="applying")


def few(worker: Worker) -> Workbook:
    """A sheet of half a dozen cities: rows of imports are long, and a dump is to be small."""
    return worker.exported("member", "?level__exact=metropolitan_city")


def work_on(admin: Worker, editor: Worker) -> None:
    """Go on while a sheet lies with a translator."""
    editor.save("member", member("incheon"), population=3_000_001, summary_ko="항구와 공항의 도시.")


def containment(admin: Worker, editor: Worker) -> None:
    """Places of each level and sources, one of each deleted; rows of what contains a member."""
    office = records("office").get(slug="korea-office").pk
    kept = {"area": records("area").get(code="KR").pk, "secretariat": office}
    levels = model("place")._meta.get_field("level").choices
    for level, name in levels:
        given = {"slug": f"upgrade-{level}".replace("_", "-"), "name_en": f"{name} of the upgrade"}
        place = admin.add("place", level=level, **kept, **given)
    admin.save("place", place, name_ko="업그레이드 구")
    admin.delete("place", admin.add("place", level="county", slug="gone", name_en="Gone", **kept))
    named = {"secretariat": office, "title_en": "Yearbook of the upgrade"}
    source = admin.add("source", code="upgrade-yearbook", **named)
    admin.save("source", source, is_verified="on", note="Read in the library.")
    admin.delete("source", admin.add("source", code="upgrade-gone", **named))
    row = {"containments-0-source": source.pk, "containments-0-since": "1949-08-15"}
    row |= {"containments-0-certainty": "general"}
    admin.save("member", member(EDITED), **row)
    admin.save("member", member("ansan"), **{"containments-0-DELETE": "on"})
    admin.save("member", member(EDITED), **{"other_names-0-until": "1992-02"})
    admin.save("member", member(EDITED), **{"other_names-0-DELETE": "on"})
    admin.save("member", member(EDITED), **{"identifiers-0-DELETE": "on"})
    guessed = {"identifiers-0-certainty": "judged", "identifiers-1-certainty": "general"}
    admin.save("member", member(EDITED), **guessed, **{"other_names-0-certainty": "judged"})


def terms_that_end(admin: Worker, editor: Worker) -> None:
    """A membership that ends in each way, and counts of the network of each kind."""
    rows = (("ansan", "resignation"), ("anyang", "exclusion"), ("inje-county", "dissolution"))
    for slug, how in (*rows, ("hadong-county", "merger")):
        ended = {"memberships-0-left_on": "2026-11-01", "memberships-0-ended_by": how}
        ended["memberships-0-left_on-why"] = "The secretariat was told late."
        seen = {"memberships-0-joined_by_latest": "2015-06-23"}
        seen |= {"memberships-0-attested_on": "2023-03-08"}
        into = {"memberships-0-successor": member(FIGURES).pk} if how == "merger" else {}
        admin.save("member", member(slug), **ended, **seen, **into)
    named = {"code": "national", "name_en": "National association", "name_ko": "전국 협의체"}
    category = admin.add("membership category", order=3, **named)
    admin.save("membership category", category, votes="on", special_decision="on")
    gone = admin.add("membership category", code="gone", name_en="Gone", order=4)
    admin.delete("membership category", gone)
    source = records("source").get(code="upgrade-yearbook").pk
    given = {"counted_on": "2012-10-01", "precision": "month", "members": 75, "source": source}
    count = admin.add("count of the network", scope="region", certainty="general", **given)
    admin.save("count of the network", count, is_approximate="on", certainty="judged")
    for certainty in ("seen", "general"):
        count = admin.add("count of the network", scope="world", certainty=certainty, **given)
    admin.delete("count of the network", admin.add("count of the network", scope="world", **given))


def climate(admin: Worker, editor: Worker) -> None:
    """Rows of the climate record with each choice; one of each kind changed, one deleted."""
    source = records("source").get(code="upgrade-yearbook").pk
    kept = {"member": member("ansan").pk, "source": source}
    chosen: dict[str, list[dict[str, str]]] = {
        "inventory": [
            *({"boundary": "combined"}, {"boundary": "smaller"}, {"boundary": "administrative"}),
            *({"protocol": "own"}, {"change": "first"}, {"change": "same"}),
        ],
        "target": [
            *({"boundary": "combined"}, {"boundary": "administrative"}, {"paris": "no"}),
            *({"sector": "waste"}, {"kind": "intensity"}, {"status": "withdrawn"}),
        ],
        "pledge": [{"status": "achieved"}, {"interim_kind": "other"}, {"kind": "ghg_neutral"}],
    }
    for kind, choices in chosen.items():
        for year, values in enumerate(choices, 2001):
            time = {"recorded_on": f"{year}-05-01"} if kind == "pledge" else {"reported_year": year}
            own = {} if kind == "inventory" else {"kind": "other" if kind == "pledge" else "fixed"}
            row = admin.add(kind, **{**kept, **own, **values, **time})
        editor.save(kind, row, is_doubtful="on", doubt="Of another city.")
        other = {"recorded_on": "1999-05-01"} if kind == "pledge" else {"reported_year": 1999}
        admin.delete(kind, admin.add(kind, **{**kept, **own, **other}))


def all_deeds(admin: Worker, editor: Worker) -> None:
    """Everything above, in its order."""
    edit_texts(admin, editor)
    edit_figures(admin, editor)
    edit_rows(admin, editor)
    add_terms(admin, editor)
    change_states(admin, editor)
    convert(admin, editor)
    stories(admin, editor)
    pictures(admin, editor)
    glossary(admin, editor)
    designations(admin, editor)
    filters(admin, editor)
    translators_files(admin, editor)
    imports(admin, editor)
    presence(admin, editor)
    whole_days(admin, editor)
    event_states(admin, editor)
    containment(admin, editor)
    terms_that_end(admin, editor)
    climate(admin, editor)
