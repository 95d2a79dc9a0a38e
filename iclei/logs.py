"""Structured logs: one JSON object a line."""

import json
import logging
from datetime import UTC, datetime

from django.http import HttpRequest


class JsonFormatter(logging.Formatter):
    """Time (ISO 8601, UTC), level, logger and message; the request and the traceback if any."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **request_of(record),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


class OneLine(logging.Filter):
    """A made-up host is a scanner's, no fault of ours: a note of it, without what it made up."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname = logging.INFO, "INFO"
        record.msg, record.args, record.exc_info = (
            "A host that is not ours was asked for.",
            (),
            None,
        )
        return True


def request_of(record: logging.LogRecord) -> dict[str, str | int | None]:
    """Method, path and status of the request that Django hangs on a record.

    Neither parameters nor addresses of visitors: what they look for is theirs.
    """
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return {}
    return {
        "method": request.method,
        "path": request.path,
        "status": getattr(record, "status_code", None),
    }
