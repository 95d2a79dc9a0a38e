"""The lines that a log collector reads."""

import json
import logging
import sys

import pytest

from iclei.logs import JsonFormatter


def logged(message: str, *args, exc_info=None, **extra) -> dict:
    record = logging.LogRecord("members", logging.ERROR, __file__, 1, message, args, exc_info)
    vars(record).update(extra)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_line_says_when_where_and_what():
    entry = logged("Opened %s", "수원")
    assert entry["message"] == "Opened 수원"
    assert (entry["level"], entry["logger"]) == ("ERROR", "members")
    assert entry["time"].endswith("+00:00")


def test_line_of_an_error_holds_its_traceback():
    try:
        raise ValueError("no such city")
    except ValueError:
        entry = logged("Failed", exc_info=sys.exc_info())
    assert entry["traceback"].endswith("ValueError: no such city")


def test_line_of_a_request_leaves_its_parameters_out(rf):
    request = rf.get("/ko/members/?q=secret", REMOTE_ADDR="203.0.113.9")
    entry = logged("Not Found", request=request, status_code=404)
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/ko/members/", 404)
    assert "secret" not in str(entry) and "203.0.113.9" not in str(entry)


def test_line_of_a_socket_has_no_request():
    assert "path" not in logged("Broken pipe", request=object())


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "a" * 3000, "[::1"])
def test_made_up_host_is_one_short_line(client, caplog, host):
    logger = logging.getLogger("django.security.DisallowedHost")
    logger.addHandler(caplog.handler)
    try:
        assert client.get("/ko/", headers={"host": host}).status_code == 400
    finally:
        logger.removeHandler(caplog.handler)
    (record,) = {id(record): record for record in caplog.records}.values()
    line = JsonFormatter().format(record)
    assert record.levelno < logging.WARNING
    assert len(line) < 300
    assert host[:50] not in line
