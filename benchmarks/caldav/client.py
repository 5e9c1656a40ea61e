"""What calendar programs ask, with the answers checked so far that no server gains by errors."""

import re
from collections.abc import Iterable
from http.client import HTTPConnection

from .servers import Running

NAMES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_HREF = re.compile(rb"<[^/>]*href[^>]*>([^<]+)</")
_TOKEN = re.compile(rb"<[^/>]*sync-token[^>]*>([^<]+)</")


class Client:
    """One connection, opened again where the server closes it."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=600)

    def ask(self, method: str, name: str, body: str = "", **headers: str) -> tuple[int, bytes]:
        """Ask about an object of the calendar, or about the calendar itself with no name."""
        path = self._server.calendar + name
        given = {key.replace("_", "-"): value for key, value in headers.items()}
        fixed = {"Authorization": self._server.authorization}
        fixed |= {"Content-Type": "text/xml"} if body else {}
        self._connection.request(method, path, body.encode(), {**fixed, **given})
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def make_calendar(self) -> None:
        """Make the calendar."""
        status, answer = self.ask("MKCALENDAR", "")
        assert status == 201, answer

    def put(self, name: str, event: str) -> None:
        """Store an object."""
        status, answer = self.ask("PUT", name, event, Content_Type="text/calendar; charset=utf-8")
        assert status in (201, 204), (status, answer)

    def get(self, name: str) -> bytes:
        """Read an object."""
        status, answer = self.ask("GET", name)
        assert status == 200, answer
        return answer

    def etags(self) -> int:
        """List all objects with their ETags, as programs without sync do; return how many."""
        body = f"{HEAD}<propfind {NAMES}><prop><getetag/></prop></propfind>"
        return len(self._multistatus("PROPFIND", body, Depth="1")) - 1

    def between(self, start: str, end: str) -> int:
        """Read the events of a time with their data; return how many objects."""
        inside = f'<C:time-range start="{start}" end="{end}"/>'
        body = (
            f"{HEAD}<C:calendar-query {NAMES}><prop><getetag/><C:calendar-data/></prop><C:filter>"
            f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{inside}'
            "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
        )
        return len(self._multistatus("REPORT", body, Depth="1"))

    def busy(self, start: str, end: str) -> bytes:
        """Ask when the calendar is busy."""
        inside = f'<C:time-range start="{start}" end="{end}"/>'
        body = f"{HEAD}<C:free-busy-query {NAMES}>{inside}</C:free-busy-query>"
        status, answer = self.ask("REPORT", "", body, Depth="1")
        assert status == 200, (status, answer)
        assert b"FREEBUSY" in answer, answer
        return answer

    def multiget(self, names: Iterable[str]) -> int:
        """Read many objects by name; return how many came."""
        hrefs = "".join(f"<href>{self._server.calendar}{name}</href>" for name in names)
        body = (
            f"{HEAD}<C:calendar-multiget {NAMES}><prop><getetag/><C:calendar-data/></prop>{hrefs}"
            "</C:calendar-multiget>"
        )
        return len(self._multistatus("REPORT", body, Depth="1"))

    def sync(self, token: str = "") -> tuple[str, int]:
        """Ask what changed since the token; return the next token and how many objects."""
        body = (
            f"{HEAD}<sync-collection {NAMES}><sync-token>{token}</sync-token>"
            "<sync-level>1</sync-level><prop><getetag/></prop></sync-collection>"
        )
        status, answer = self.ask("REPORT", "", body)
        assert status == 207, (status, answer)
        found = _TOKEN.search(answer)
        assert found, answer[-300:]
        return found[1].decode(), len(_HREF.findall(answer))

    def _multistatus(self, method: str, body: str, **headers: str) -> list[bytes]:
        status, answer = self.ask(method, "", body, **headers)
        assert status == 207, (status, answer)
        return _HREF.findall(answer)
