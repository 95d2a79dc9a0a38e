import pytest
from django.test import Client

from tests.bench import board, limits, network, pages, searching, sheets


@pytest.mark.django_db
def test_every_page_of_the_bench_answers(monkeypatch):
    monkeypatch.setattr(network, "MEMBERS", 2)
    monkeypatch.setattr(network, "ARTICLES", 3)
    monkeypatch.setattr(network, "VERSIONS", 4)
    monkeypatch.setattr(pages, "SECONDS", 0)
    network.build()
    table = [pages.line(Client(), title, address) for title, address in pages.PAGES.items()]
    staff = pages.signed_in()
    table += [pages.line(staff, title, address) for title, address in pages.SCREENS.items()]
    assert len({len(line) for line in table}) == 1


@pytest.mark.django_db
def test_sheets_of_the_bench_are_stored_and_undone(monkeypatch):
    monkeypatch.setattr(network, "MEMBERS", 2)
    monkeypatch.setattr(network, "ARTICLES", 0)
    network.build()
    seconds, megabytes = sheets.run()
    assert seconds < sheets.PREVIEW_SECONDS
    assert megabytes > 0


@pytest.mark.django_db
def test_board_of_the_bench_answers_everybody(monkeypatch):
    monkeypatch.setattr(network, "MEMBERS", 2)
    monkeypatch.setattr(network, "ARTICLES", 3)
    monkeypatch.setattr(network, "VERSIONS", 4)
    monkeypatch.setattr(pages, "SECONDS", 0)
    network.build()
    board.keep_ledger()
    for user in board.staff():
        client = Client()
        client.force_login(user)
        table = [pages.line(client, title, address) for title, address in board.PAGES.items()]
        assert len({len(line) for line in table}) == 1


@pytest.mark.django_db
def test_searches_of_the_bench_are_all_measured(monkeypatch):
    monkeypatch.setattr(network, "MEMBERS", 2)
    monkeypatch.setattr(network, "ARTICLES", 3)
    monkeypatch.setattr(searching, "ROUNDS", 1)
    kinds = (searching.SEARCHES, searching.STAFF_SEARCHES, searching.SUGGESTIONS)
    assert len(searching.run()) == sum(map(len, kinds))


def test_limits_of_the_bench_are_all_measured():
    assert len(list(limits.run())) == len(limits.CATALOGUES) + len(limits.PARTS) + 1
