"""A form that branches, the persons around it, and a visitor with a browser without scripts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from bureau import forms, people
from bureau.forms import Form
from bureau.people import SYSTEM, Actor, Person, actor_for

Json = Any
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
_numbers = count(1)


def show_if(key: str, op: str, value: object = None) -> dict[str, object]:
    return {"field": f"answers.{key}", "op": op, "value": value}


def vendor_blocks() -> list[object]:
    """Report an order problem: what is asked hangs on the chosen problem."""
    return [
        {"id": "issue", "kind": "choice", "key": "issue", "label": "What is wrong?",
         "required": True, "options": [{"key": "missing", "label": "Missing parcel"},
                     {"key": "battery", "label": "Battery does not hold charge"},
                     {"key": "refund", "label": "Refund"}], "other": True},
        {"id": "device", "kind": "short_text", "key": "device", "label": "Which device?",
         "required": True, "show_if": show_if("issue", "is", "battery")},
        {"id": "photo", "kind": "file", "key": "photo", "label": "A photo", "max_files": 2,
         "accept": ["image/*"], "show_if": show_if("issue", "is", "battery")},
        {"id": "amount", "kind": "number", "key": "amount", "label": "How much?", "min": 1,
         "required": True, "show_if": show_if("issue", "is", "refund")},
        {"id": "s2", "kind": "section", "label": "About you"},
        {"id": "mail", "kind": "email", "key": "mail", "label": "E-mail", "required": True},
    ]  # fmt: skip


@dataclass(frozen=True)
class Staff:
    """The owner, persons with lesser roles, and one without any."""

    owner: Person
    editor: Person
    viewer: Person
    stranger: Person


def new_person(name: str) -> Person:
    email = f"{name.lower()}-{next(_numbers)}@demo.example"
    return people.create_person(SYSTEM, people.NewPerson(email=email, name=name, state="active"))


@pytest.fixture
def staff(db: None) -> Staff:
    return Staff(*(new_person(name) for name in ("Olga", "Edith", "Vera", "Simon")))


@pytest.fixture
def owner(staff: Staff) -> Actor:
    return actor_for(staff.owner)


@pytest.fixture
def make_form(staff: Staff, owner: Actor) -> Callable[..., Form]:
    def make(
        blocks: list[object] | None = None, audience: str = "public", **settings: object
    ) -> Form:
        form = forms.create_form(
            owner,
            "Report an order problem",
            blocks=vendor_blocks() if blocks is None else blocks,
            settings={"minimum_fill_s": 0, **settings},
            audience=audience,
        )
        forms.publish(owner, form.id)
        forms.share_form(owner, form.id, staff.editor.id, 40)
        forms.share_form(owner, form.id, staff.viewer.id, 10)
        return Form.objects.get(id=form.id)

    return make


@pytest.fixture
def form(make_form: Callable[..., Form]) -> Form:
    return make_form()


@dataclass
class Visitor:
    """Somebody whose browser runs no scripts: sends what the page holds, and their answers."""

    form: Form
    client: Client = field(default_factory=Client)
    language: str = "en"
    html: str = ""
    status: int = 0
    location: str = ""

    def opens(self) -> "Visitor":
        return self._took(self.client.get(self.address, headers={"Accept-Language": self.language}))

    @property
    def address(self) -> str:
        return f"/f/{self.form.slug}"

    def hidden(self, name: str) -> list[str]:
        return [
            unescape(value) for value in re.findall(rf'name="{name}" value="([^"]*)"', self.html)
        ]

    def sends(self, _files: dict[str, bytes] | None = None, **answers: Json) -> "Visitor":
        """Submit the page; uploads it already holds go along."""
        fields: dict[str, Json] = {"token": self.hidden("token")[0], "seen": self.hidden("seen")[0]}
        for name in set(re.findall(r'name="(t_\w+)"', self.html)):
            fields[name] = self.hidden(name)
        for name, value in answers.items():
            fields[name if name[:2] in ("o_", "t_") or name in EXTRA else f"q_{name}"] = value
        for block_id, content in (_files or {}).items():
            fields[f"q_{block_id}"] = SimpleUploadedFile("C:\\photos\\broken.png", content)
        headers = {"Accept-Language": self.language}
        return self._took(self.client.post(self.address, fields, headers=headers))

    def confirmed(self) -> str:
        """Return the confirmation page."""
        assert self.status == 303, self.html
        return self.client.get(self.location).content.decode()

    def shown(self) -> list[str]:
        """Return the ids of the blocks that show."""
        blocks = re.findall(r'data-block="(\w+)"[^>]*?( hidden disabled)?>', self.html)
        return [name for name, is_hidden in blocks if not is_hidden]

    def _took(self, response: HttpResponseBase) -> "Visitor":
        self.status = response.status_code
        self.html = getattr(response, "content", b"").decode()
        self.location = response.headers.get("Location", "")
        return self


EXTRA = ("respondent_email", "website_2", "remove", "seen", "token")


@pytest.fixture
def visitor(form: Form) -> Visitor:
    return Visitor(form).opens()
