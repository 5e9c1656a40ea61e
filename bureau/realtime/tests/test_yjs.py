"""yjs itself, the library of the browsers, as clients: all documents end equal, ours included."""

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pycrdt import Map, Text, XmlFragment

from bureau.people import Person
from bureau.realtime import edit, insert_text, load
from bureau.realtime.queries import AnyDoc
from bureau.realtime.wire import read_state_vector

from .conftest import bearer_of
from .site import Site

HERE = Path(__file__).parent
WEB = HERE.parents[2] / "web"
EDITS = 60

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules" / "yjs").exists(),
    reason="the packages of the web app are not installed",
)


def start(site: Site, item: str, authorization: str, seed: int) -> "subprocess.Popen[str]":
    address = f"{site.url}/rt/{item}"
    script = [str(HERE / "yjs_client.mjs"), str(WEB), address, authorization, str(seed), str(EDITS)]
    return subprocess.Popen(
        ["node", *script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def shown(client: "subprocess.Popen[str]") -> Any:
    out, _ = client.communicate("\n", timeout=20)
    return json.loads(out.splitlines()[-1])


def test_clients_of_yjs_and_edits_of_the_server_end_equal(
    site: Site, item: str, ada: Person
) -> None:
    authorization = bearer_of(ada, "*")["Authorization"]
    clients = [start(site, item, authorization, seed) for seed in (1, 2, 3)]
    for client in clients:
        assert client.stdout
        assert client.stdout.readline() == "written\n"

    def greet(doc: AnyDoc) -> None:
        insert_text(doc.get("text", type=Text), 0, "👩‍🚀 from the server ")
        doc.get("page", type=Map)["language"] = "fr"

    with transaction.atomic():
        edit(item, ada.id, greet)
    time.sleep(1.0)
    first, *others = [shown(client) for client in clients]

    assert all(other == first for other in others)
    cold = load(item)
    vector = {str(client): clock for client, clock in read_state_vector(cold.get_state()).items()}
    assert vector == first["vector"]
    assert first["text"][0]["insert"].startswith("👩‍🚀 from the server ")
    assert delta_of(cold) == first["text"]
    assert first["page"]["language"] == "fr"
    assert len(cold.get("body", type=XmlFragment).children) == first["body"].count("<paragraph")


def delta_of(doc: AnyDoc) -> list[dict[str, Any]]:
    """Return the text as yjs shows it."""
    return [
        {"insert": chunk, **({"attributes": marks} if marks else {})}
        for chunk, marks in doc.get("text", type=Text).diff()
    ]
