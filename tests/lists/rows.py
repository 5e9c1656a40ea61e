"""Rows for every list of the API, a few at a time, made through the apps' own actions."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

from bureau import (
    access,
    automation,
    comments,
    desk,
    docs,
    drive,
    forms,
    notifications,
    people,
    provisioning,
)
from bureau.access import Role
from bureau.desk.mail_in import Sender
from bureau.mail import delegate, open_account
from bureau.people import SYSTEM, Actor, NewPerson, Person, actor_for
from bureau.platform import blobs
from bureau.platform.jobs import Job
from bureau.provisioning.actions.templates import TemplateFields, save_template

from .calendar_rows import add_calendar_rows, add_course_rows
from .contact_rows import add_contact_rows
from .mail_rows import add_mail_rows, add_note, add_personal_rows, add_thread

BLOCKS: list[object] = [
    {"id": "what", "kind": "short_text", "key": "what", "label": "What?", "required": True}
]


@dataclass
class Company:
    """An administrator who owns one of everything; `grow` adds to each."""

    admin: Person
    grown: int = 0
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return actor_for(self.admin)

    def grow(self, drain: Callable[[], int]) -> None:
        """Add a row to every list."""
        self.grown += 1
        for add in (
            _people,
            _secrets,
            _drive,
            _docs,
            _rules,
            _forms,
            _desk,
            _provisioning,
            _work,
            _mail,
            _contacts,
            _calendar,
        ):
            add(self)
        drain()


def found_company() -> Company:
    """Make the administrator and what the rows hang on."""
    company = Company(_person("root", role="admin"))
    actor = company.actor
    queue_mail = _person("care", kind="shared")
    open_account(queue_mail)
    open_account(company.admin)
    queue = desk.create_queue(actor, "Care", "SC", queue_mail.id)
    access.set_grant(queue.scope_id, company.admin.id, Role.MANAGER)
    team = drive.create_shared_drive(actor, "Team")
    document = docs.create_document(actor, root_of(team), "Notes")
    form = forms.create_form(
        actor, "Report", blocks=BLOCKS, settings={"minimum_fill_s": 0}, audience="public"
    )
    group = people.create_group(actor, "Staff", "staff@demo.example", "")
    root = root_of(team)
    file = drive.add_file(actor, root, "plan.txt", blobs.put(b"0"), "text/plain")
    company.ids = {
        "id": root,
        "drive_id": team.id,
        "file_id": file.id,
        "doc_id": document.id,
        "queue_id": queue.id,
        "form_id": form.id,
        "group_id": group.id,
        "account_id": company.admin.id,
        "team_account_id": queue_mail.id,
        "robot_id": _person("robot", kind="service").id,
    }
    return company


def root_of(team: drive.Drive) -> str:
    """Return the top folder of a drive."""
    return str(team.root_id)


def _person(name: str, **fields: str) -> Person:
    new = NewPerson(f"{name}@demo.example", name.title(), state="active", **fields)  # type: ignore[arg-type]
    return people.create_person(SYSTEM, new)


def _people(company: Company) -> None:
    number, actor = company.grown, company.actor
    unit = people.create_unit(actor, f"Unit {number}")
    person = _person(f"ann{number}", unit_id=unit.id)
    group = people.create_group(actor, f"Group {number}", f"group{number}@demo.example", "")
    people.add_member(actor, people.Group.objects.get(id=company.ids["group_id"]), person)
    people.add_member(actor, group, person)
    notifications.notify([company.admin.id], "test", f"Number {number}")
    company.ids["person"], company.ids["principal"] = person.id, group.id


def _contacts(company: Company) -> None:
    ids, number = company.ids, company.grown
    ids["book_id"] = add_contact_rows(company.actor, company.admin, ids["person"], number)


def _secrets(company: Company) -> None:
    people.create_token(company.actor, company.admin, f"Token {company.grown}", ["drive.read"])
    robot = Person.objects.get(id=company.ids["robot_id"])
    people.create_token(company.actor, robot, f"Robot {company.grown}", ["drive.read"])
    delegate(company.actor, company.admin.id, company.ids["person"], may_send=False)
    people.create_app_password(company.actor, company.admin, f"Phone {company.grown}", ["mail"])


def _drive(company: Company) -> None:
    number, actor, root = company.grown, company.actor, company.ids["id"]
    content = blobs.put(str(number).encode())
    drive.create_folder(actor, root, f"Folder {number}")
    file = drive.add_file(actor, root, f"report {number}.txt", content, "text/plain")
    drive.star(actor, file.id)
    drive.save_revision(actor, company.ids["file_id"], drive.Content(content, "text/plain"))
    drive.share(actor, root, [company.ids["person"]], Role.VIEWER)
    drive.create_link(actor, root)
    drive.create_shared_drive(actor, f"Drive {number}")
    drive.trash(actor, [drive.create_folder(actor, root, f"Old {number}").id])
    person = Person.objects.get(id=company.ids["person"])
    theirs = actor_for(person)
    home = str(drive.my_drive(person).root_id)
    shared = drive.create_folder(theirs, home, f"For you {number}")
    drive.share(theirs, shared.id, [company.admin.id], Role.VIEWER)


def _docs(company: Company) -> None:
    number, actor, document_id = company.grown, company.actor, company.ids["doc_id"]
    docs.create_document(actor, company.ids["id"], f"Notes {number}")
    caller = docs.Caller(actor)
    docs.append(caller, document_id, "text", f"Line {number}")
    docs.name_version(caller, document_id, f"Version {number}")
    remark = comments.Remark(f"Why {number}?", [company.ids["person"]])
    thread = comments.open_thread(comments.Visit(actor), "doc", document_id, remark)
    comments.reply(comments.Visit(actor), thread.id, comments.Remark("Because."))


def _rules(company: Company) -> None:
    fields = automation.RuleFields(
        title=f"Rule {company.grown}",
        events=["form.answered"],
        actions=[{"action": "notify", "arguments": _notice(company)}],
        scope=f"form:{company.ids['form_id']}",
    )
    made = automation.save_rule(company.actor, fields)
    first = company.ids.setdefault("rule_id", made.id)
    automation.save_rule(company.actor, fields, first)


def _notice(company: Company) -> dict[str, object]:
    return {"person_ids": [company.admin.id], "title": "An answer"}


def _forms(company: Company) -> None:
    number, actor = company.grown, company.actor
    forms.create_form(actor, f"Form {number}", blocks=BLOCKS, settings={}, audience="public")
    form_id = company.ids["form_id"]
    forms.publish(actor, form_id)
    forms.share_form(actor, form_id, company.ids["person"], 10)
    form = forms.Form.objects.get(id=form_id)
    version = forms.FormVersion.objects.get(form=form, number=form.version_number)
    sent = {"what": forms.Sent(texts=(f"answer {number}",))}
    forms.submit(
        form, version, forms.parse_blocks(version.blocks), forms.Submission(f"k{number}", sent)
    )


def _desk(company: Company) -> None:
    number, actor = company.grown, company.actor
    mailbox = _person(f"queue{number}", kind="shared")
    open_account(mailbox)
    queue = desk.create_queue(actor, f"Queue {number}", f"Q{'ABCDEFG'[number]}", mailbox.id)
    access.set_grant(queue.scope_id, company.admin.id, Role.MANAGER)
    ours = desk.Queue.objects.get(id=company.ids["queue_id"])
    access.set_grant(ours.scope_id, company.ids["person"], Role.EDITOR)
    nora = Sender("Nora", f"nora{number}@buyer.example")
    desk.open_ticket(actor, ours.id, nora, f"Ticket {number}", "It did not arrive.", [])


def _provisioning(company: Company) -> None:
    number, actor = company.grown, company.actor
    rows = [{"email": f"new{number}.{n}@demo.example", "given_name": "New"} for n in range(number)]
    plan = provisioning.plan_rows(rows, actor, "test")
    provisioning.apply_plan(actor, plan.id)
    save_template(actor, TemplateFields(f"Template {number}", None, "", {}))
    company.ids["plan_id"] = plan.id
    leaver = _person(f"leaver{number}")
    provisioning.plan_leaving(leaver, company.admin, actor)


def _work(company: Company) -> None:
    Job.objects.create(name="mail.index", state=Job.State.DEAD, run_at=timezone.now())


def _mail(company: Company) -> None:
    add_mail_rows(company.grown)
    shared = _person(f"shared{company.grown}", kind="shared")
    open_account(shared)
    delegate(company.actor, shared.id, company.admin.id, may_send=True)
    add_personal_rows(company.admin.id, company.ids["group_id"], company.grown)
    team_account = company.ids["team_account_id"]
    delegate(company.actor, team_account, company.admin.id, may_send=True)
    delegate(company.actor, team_account, company.ids["person"], may_send=False)
    company.ids.setdefault("thread_id", add_thread(team_account, company.admin.id))
    add_thread(team_account, company.admin.id)
    add_note(team_account, company.ids["thread_id"], company.ids["person"])


def _calendar(company: Company) -> None:
    person_id = company.ids["person"]
    company.ids["calendar_id"] = add_calendar_rows(company.admin, person_id, company.grown)
    add_course_rows(company.admin, company.ids["group_id"], company.grown, company.ids)
