"""A company with fifty and more rows in every list of one administrator."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.people import Actor, Person
    from bureau.people.person_fields import Kind, RoleText

ROWS = 60


def fill(count: int = ROWS) -> None:
    """Make the rows."""
    from bureau import access, desk, drive, mail, people
    from bureau.access import Role
    from bureau.platform import jobs

    person = _person("admin", "admin")
    actor = people.actor_for(person)
    mail.open_account(person)
    for number in range(count):
        _person(f"colleague{number}")
    root = str(drive.my_drive(person).root_id)
    team = drive.create_shared_drive(actor, "Team")
    queue_mail = _person("care", kind="shared")
    mail.open_account(queue_mail)
    queue = desk.create_queue(actor, "Care", "SC", queue_mail.id)
    access.set_grant(queue.scope_id, person.id, Role.MANAGER)
    for number in range(count):
        _rows(actor, number, [root, str(team.root_id)], queue.id)
    _letters(person.email, count)
    jobs.drain()


def _person(name: str, role: "RoleText" = "member", kind: "Kind" = "person") -> "Person":
    from bureau import people

    new = people.NewPerson(
        f"{name}@demo.example", name.title(), role=role, kind=kind, state="active"
    )
    return people.create_person(people.SYSTEM, new)


def _rows(actor: "Actor", number: int, folders: list[str], queue_id: str) -> None:
    from bureau import desk, drive, forms, notifications
    from bureau.desk.mail_in import Sender
    from bureau.platform import blobs

    notifications.notify([actor.person_id], "test", f"Number {number}", "Something happened.")
    forms.create_form(actor, f"Form {number}", blocks=[], settings={}, audience="public")
    sender = Sender("Nora", f"nora{number}@buyer.example")
    desk.open_ticket(actor, queue_id, sender, f"Ticket {number}", "It did not arrive.", [])
    content = blobs.put(str(number).encode())
    for folder in folders:
        file = drive.add_file(actor, folder, f"report {number}.txt", content, "text/plain")
    drive.star(actor, file.id)


def _letters(email: str, count: int) -> None:
    from bureau.mail.actions.take_in import Envelope, take_in

    envelope = Envelope("vendor@vendor.example", [email], "192.0.2.1", "mx", False)
    for number in range(count):
        head = (
            f"From: Vendor {number} <v{number}@vendor.example>\r\nTo: {email}, b@demo.example\r\n"
            f"Subject: Order {number}\r\nMessage-ID: <{number}@vendor.example>\r\n"
        )
        take_in((head + "\r\n" + "word hello " * 200 + "\r\n").encode(), envelope)
