"""The company that the onboarding tests fill, as a program run in its installation.

    prepare                 make units, groups, a shared drive and a template
    onboard FILE [N]        `bureau onboard FILE`; the process ends by kill -9 at statement N
    dump                    print what there is, without ids and times, as JSON

Statements are counted rather than seconds, so that a kill falls into the work on any machine.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import django

Rows = list[list[object]]


def prepare() -> None:
    """Make what the roster names."""
    from bureau.drive import create_shared_drive
    from bureau.people import SYSTEM, NewPerson, actor_for, create_group, create_person, create_unit
    from bureau.provisioning import Template

    ada = create_person(SYSTEM, NewPerson("ada@demo.example", "Ada", state="active", role="admin"))
    unit = create_unit(SYSTEM, "Repairs", None)
    create_unit(SYSTEM, "Sales", None)
    for name in ("Lyon", "Berlin", "Everyone new"):
        create_group(SYSTEM, name, f"{name.lower().replace(' ', '-')}@demo.example", "")
    drive = create_shared_drive(actor_for(ada), "Handbook")
    Template.objects.create(
        name="Repairs",
        unit=unit,
        settings={
            "groups": ["everyone-new@demo.example"],
            "shared_drives": [{"id": drive.id, "role": "contributor"}],
        },
    )


def onboard(file: str, kill_at: int) -> int:
    """Run the command; return how many statements it took, for choosing where to kill."""
    from django.db import connection

    from bureau.composition.cli import run_command

    ran = 0

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal ran
        ran += 1
        if ran == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)

    with connection.execute_wrapper(count):
        code = run_command(["onboard", file, "--json"])
    assert code == 0
    return ran


def dump() -> dict[str, object]:
    """Return what joiners are given, and how often; sorted."""
    from bureau.access.models import Grant
    from bureau.drive.models import Drive
    from bureau.mail.models import Email, Mailbox, Submission
    from bureau.people import Address, Group, Invitation, Membership, Person
    from bureau.platform.events import Event
    from bureau.platform.jobs import Job
    from bureau.provisioning.models import Joining, StepRun
    from bureau.search.models import Entry

    names = dict(Person.objects.values_list("id", "email"))
    names |= {group.id: group.name for group in Group.objects.all()}
    drives = dict(Drive.objects.values_list("root__scope_id", "root__name"))
    events = Event.objects.exclude(name__startswith="plan.").values_list("name", flat=True)
    return {
        "persons": rows(
            Person.objects.values_list(
                "email",
                "name",
                "state",
                "role",
                "title",
                "country",
                "language",
                "time_zone",
                "unit__name",
                "manager__email",
                "start_date",
                "recovery_email",
            )
        ),
        "addresses": rows(Address.objects.values_list("email", "kind", "person__email")),
        "memberships": rows(
            (names[person], names.get(principal, principal))
            for person, principal in Membership.objects.values_list("person_id", "principal_id")
        ),
        "mailboxes": rows(
            Mailbox.objects.values_list("account__person__email", "name", "role", "total_emails")
        ),
        "drives": rows(Drive.objects.values_list("kind", "root__name", "owner__email")),
        "grants": rows(
            (drives.get(scope, "no drive"), names[principal], role)
            for scope, principal, role in Grant.objects.values_list(
                "scope_id", "principal_id", "role"
            )
        ),
        "invitations": rows(Invitation.objects.values_list("person__email")),
        "letters": rows(Email.objects.values_list("account__person__email", "subject")),
        "sent": Submission.objects.count(),
        "steps": rows(StepRun.objects.values_list("person__email", "key", "version", "state")),
        "joinings": rows(Joining.objects.values_list("person__email", "state", "error")),
        "found": rows(Entry.objects.values_list("kind", "title")),
        "events": dict(Counter(events)),
        "jobs": rows(Job.objects.values_list("name", "state")),
    }


def rows(found: Iterable[Iterable[object]]) -> Rows:
    """Return rows as JSON can hold them, in one order."""
    return sorted(
        ([None if cell is None else str(cell) for cell in row] for row in found), key=repr
    )


def main(verb: str, *arguments: str) -> None:
    """Do what is asked."""
    if verb == "prepare":
        prepare()
    elif verb == "dump":
        print(json.dumps(dump()))
    else:
        kill_at = int(arguments[1]) if arguments[1:] else 0
        print(json.dumps({"statements": onboard(arguments[0], kill_at)}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    main(*sys.argv[1:])
