"""Lists take as many database queries for many rows as for few.

Every GET route without a file or export behind it is asked twice, with more rows the second time;
a new list is either named here or fails the last test.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ninja.operation import Operation
from pydantic import TypeAdapter

from bureau.composition.api import api as json_api
from tests.fixtures.http import Api

from .calendar_rows import WEEK
from .rows import Company, found_company

Drain = Callable[[], int]

LISTS = (
    "/admin/dead-letters",
    "/audit",
    "/calendar/calendars",
    "/calendar/calendars/{calendar_id}/grants",
    "/calendar/calendars/{calendar_id}/publications",
    "/calendar/courses",
    "/calendar/courses?view=mine",
    "/calendar/courses?view=organised",
    "/calendar/courses/{course_id}",
    "/calendar/courses/{course_id}/invitations",
    "/calendar/directory?q=ann",
    f"/calendar/events?{WEEK}",
    "/calendar/resources",
    "/calendar/resources/buildings",
    "/calendar/sessions/{session_id}/registrations",
    "/calendar/tasks",
    f"/calendar/team?people={{account_id}}&{WEEK}",
    "/comments/doc/{doc_id}/threads",
    "/contacts",
    "/contacts/birthdays",
    "/contacts/books",
    "/contacts/books/{book_id}/grants",
    "/contacts/complete?q=a",
    "/contacts/directory",
    "/contacts/duplicates",
    "/contacts/labels",
    "/contacts/others",
    "/desk/queues",
    "/desk/queues/{queue_id}/agents",
    "/desk/queues/{queue_id}/roles",
    "/desk/tickets",
    "/docs/recent",
    "/docs/{doc_id}/versions",
    "/drive/drives",
    "/drive/drives/{drive_id}/changes",
    "/drive/nodes/{id}/children",
    "/drive/nodes/{id}/grants",
    "/drive/nodes/{id}/links",
    "/drive/nodes/{file_id}/revisions",
    "/drive/recent",
    "/drive/shared",
    "/drive/shared-drives",
    "/drive/search?q=type:file",
    "/drive/starred",
    "/drive/trash",
    "/forms",
    "/forms/{form_id}/grants",
    "/forms/{form_id}/responses",
    "/forms/{form_id}/versions",
    "/groups",
    "/groups/{group_id}/members",
    "/mail/accounts/{account_id}/addresses",
    "/mail/accounts/{account_id}/delegates",
    "/mail/accounts/{account_id}/transfers",
    "/mail/admin/aliases?domain=demo.example",
    "/mail/admin/domains",
    "/mail/admin/quarantine",
    "/mail/admin/queue",
    "/mail/admin/routing",
    "/mail/admin/sending",
    "/mail/admin/suppressions",
    "/mail/admin/trace",
    "/mail/groups/{group_id}/senders",
    "/mail/searches",
    "/mail/shared",
    "/mail/shared/{team_account_id}/people",
    "/mail/shared/{team_account_id}/threads",
    "/mail/shared/{team_account_id}/threads/{thread_id}/notes",
    "/mail/templates",
    "/me/app-passwords",
    "/me/tokens",
    "/notifications",
    "/people",
    "/principals?q=n",
    "/provisioning/leavings",
    "/provisioning/plans",
    "/provisioning/plans/{plan_id}/progress",
    "/provisioning/templates",
    "/rules?scope=form:{form_id}",
    "/rules/{rule_id}/runs",
    "/rules/{rule_id}/versions",
    "/search?q=report",
    "/service-accounts/{robot_id}/tokens",
    "/units",
)
"""Names in braces are ids of the company; `/drive/nodes/{file_id}` is the route with `{id}`."""

NO_LISTS = (
    "/admin/background-work",
    "/admin/health",
    "/audit/export",
    "/audit/verification",
    "/calendar/calendars/{calendar_id}/export.ics",
    "/calendar/events/{event_id}",
    "/calendar/holidays/countries",
    # Its rows are made anew by the job that follows the event.
    "/calendar/reminders",
    "/calendar/sessions/{session_id}/registrations.csv",
    "/calendar/settings",
    "/calendar/subscriptions/{calendar_id}",
    "/compose/me",
    "/compose/settings",
    "/contacts/{card_id}",
    "/contacts/{card_id}/photo",
    "/contacts/{card_id}/vcard",
    "/contacts/export",
    "/desk/attachments/{attachment_id}",
    "/desk/tickets/{ticket_id}",
    "/docs/templates",
    "/docs/{id}",
    "/docs/{id}/assets/{asset_id}",
    "/docs/{id}/content",
    "/docs/{id}/export",
    "/docs/{id}/link-preview",
    "/docs/{id}/thumbnail",
    "/docs/{id}/versions/{version_id}",
    "/docs/{id}/versions/{version_id}/compare",
    "/drive/archive",
    "/drive/archive/size",
    "/drive/drives/{id}",
    "/drive/nodes/{id}",
    "/drive/nodes/{id}/content",
    "/drive/nodes/{id}/path",
    "/drive/nodes/{id}/thumbnail",
    "/forms/{form_id}",
    "/forms/{form_id}/responses.csv",
    "/forms/{form_id}/responses/{response_id}",
    "/forms/{form_id}/responses/{response_id}/files/{file_id}",
    "/forms/{form_id}/summary",
    "/forms/{form_id}/versions/{number}",
    "/groups/{group_id}",
    "/invitations/{token}",
    # The children behind a link are listed by the same query as in Drive.
    "/links/{token}",
    "/links/{token}/children",
    "/links/{token}/content",
    "/links/{token}/nodes/{id}",
    "/live",
    # Rules, addresses and blocks of one person; their counts are tested in mail.
    "/mail/blocked",
    "/mail/forwarding",
    "/mail/rule-runs/{run_id}",
    "/mail/rules",
    "/mail/admin/domains/{name}/dns",
    "/mail/admin/quarantine/{held_id}",
    "/mail/admin/settings",
    "/mail/bulk/{bulk_id}",
    "/mail/lists/{group_id}",
    "/mail/settings",
    "/mail/shared/{account_id}/threads/{thread_id}",
    "/mail/transfers/{transfer_id}",
    "/me",
    "/notifications/unread",
    "/people/{person_id}",
    "/provisioning/leavings/{leaving_id}",
    "/provisioning/plans/{plan_id}",
    "/rules/catalogue",
    "/rules/{rule_id}",
)


@pytest.mark.django_db
def test_no_list_takes_more_queries_for_more_rows(api: Api, drain: Drain) -> None:
    company = found_company()
    client = api.signed_in(company.admin)
    for _ in range(2):
        company.grow(drain)
    few = {path: _asked(client, company, path) for path in LISTS}
    for _ in range(3):
        company.grow(drain)
    many = {path: _asked(client, company, path) for path in LISTS}
    unchanged = [path for path in LISTS if many[path][0] <= few[path][0]]
    assert unchanged == []
    worse = {path: (few[path][1], many[path][1]) for path in LISTS if few[path][1] < many[path][1]}
    assert worse == {}


@pytest.mark.django_db
def test_every_list_answers_what_its_schema_says(api: Api, drain: Drain) -> None:
    """Hot lists write their rows as they are, without a model in between."""
    company = found_company()
    client = api.signed_in(company.admin)
    for _ in range(2):
        company.grow(drain)
    for path in LISTS:
        answer = client.get(path.format(**company.ids)).json
        schema = TypeAdapter(_schemas()[_pattern(path)])
        assert schema.dump_python(schema.validate_python(answer), mode="json") == answer, path


def test_every_get_route_is_judged_here() -> None:
    assert _schemas().keys() == {_pattern(path) for path in (*LISTS, *NO_LISTS)}


def _asked(client: Api, company: Company, path: str) -> tuple[int, int]:
    """Return the size of the answer, which grows with its rows, and the queries it took."""
    filled = path.format(**company.ids)
    client.get(filled)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(filled)
    assert answer.status == 200, (path, answer.body)
    return len(json.dumps(answer.json)), len(captured)


def _pattern(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path.split("?")[0].replace("/comments/doc/", "/comments/{kind}/"))


@cache
def _schemas() -> dict[str, Any]:
    """Return what each GET route says that it answers, by its path."""
    assert json_api.urls
    return {
        _pattern(f"{router.prefix}{path}"): _answer_of(operation)
        for router in json_api._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        if "GET" in operation.methods
    }


def _answer_of(operation: Operation) -> Any:
    model = operation.response_models.get(200)
    fields = getattr(model, "model_fields", {})
    return fields["response"].annotation if fields else None
