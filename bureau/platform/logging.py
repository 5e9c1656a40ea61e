"""Structured logs: readable lines, or one JSON document a line (`BUREAU_LOG=json`), with the ids of
the context.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from bureau.platform.context import current


def _ids() -> dict[str, str]:
    here = current()
    ids = {"request": here.request_id, "actor": here.actor_id, "cause": here.cause_id}
    return {name: value for name, value in ids.items() if value}


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class JsonFormatter(logging.Formatter):
    """One JSON document a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_ids(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        ids = "".join(f" {name}={value}" for name, value in _ids().items())
        head = f"{_time(record)[11:23]} {record.levelname:<7} {record.name}"
        line = f"{head}: {record.getMessage()}{ids}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def log_settings(form: str) -> dict[str, Any]:
    """Return the LOGGING setting: everything to standard error in one form."""
    formatter = "JsonFormatter" if form == "json" else "TextFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": f"{__name__}.{formatter}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.request": {"level": "ERROR"},
            "uvicorn": {"level": "WARNING"},
            "mail.log": {"level": "WARNING"},
        },
    }
