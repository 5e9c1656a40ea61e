"""A JMAP client for tests: one call or several, answers by position."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fixtures.http import Api

USING = [
    "urn:ietf:params:jmap:core",
    "urn:ietf:params:jmap:mail",
    "urn:ietf:params:jmap:submission",
]
Json = Any


@dataclass(frozen=True)
class Jmap:
    """Calls as the person that `api` is signed in as, on one account."""

    api: "Api"
    account_id: str

    def request(self, *calls: tuple[str, Json]) -> list[Json]:
        """Send calls in one request; return [name, arguments] of each answer."""
        given = [
            [name, {"accountId": self.account_id, **arguments}, f"c{index}"]
            for index, (name, arguments) in enumerate(calls)
        ]
        body = {"using": USING, "methodCalls": given}
        answer = self.api.call("POST", "/jmap/api", body, site=True)
        assert answer.status == 200, answer.body
        return [response[:2] for response in answer.json["methodResponses"]]

    def call(self, name: str, **arguments: Json) -> Json:
        """Send one call; return its answer's arguments."""
        answered, result = self.request((name, arguments))[0]
        assert answered in (name, "error")
        return result

    def mailbox(self, role: str) -> str:
        """Return the id of the mailbox with a role."""
        boxes = self.call("Mailbox/get")["list"]
        return str(next(box["id"] for box in boxes if box["role"] == role))
