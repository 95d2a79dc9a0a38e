import pytest

from tests.bench import network, pages, sheets


@pytest.mark.django_db
def test_every_page_of_the_bench_answers(monkeypatch):
    monkeypatch.setattr(network, "MEMBERS", 2)
    monkeypatch.setattr(network, "ARTICLES", 3)
    monkeypatch.setattr(pages, "SECONDS", 0)
    network.build()
    table = [pages.line(title, address) for title, address in pages.PAGES.items()]
    assert len({len(line) for line in table}) == 1


@pytest.mark.django_db
def test_sheets_of_the_bench_are_stored_and_undone(monkeypatch):
    monkeypatch.setattr(network, "MEMBERS", 2)
    monkeypatch.setattr(network, "ARTICLES", 0)
    network.build()
    seconds, megabytes = sheets.run()
    assert seconds < sheets.PREVIEW_SECONDS
    assert megabytes > 0
