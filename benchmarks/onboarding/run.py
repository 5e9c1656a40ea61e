"""Onboarding on a fresh installation: wall and CPU seconds until everybody is ready.

`bureau onboard` plans, checks, applies in batches and works the steps off as jobs that survive a
kill. Its peer in the same run is a plain loop: create the person, put them into their groups, run
every step by a direct call, send the welcome mail. Each way has an installation and a process of
its own. python -m benchmarks.onboarding [people …]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path

SIZES = [int(size) for size in sys.argv[1:] if size.isdecimal()] or [15, 500]
WAYS = {
    "Bureau: bureau onboard": "onboard",
    "Bureau: the same file again": "again",
    "Peer: one after the other, no plan, no jobs": "loop",
}
UNITS, GROUPS = ("Repairs", "Sales"), ("lyon", "berlin", "everyone-new")


@dataclass
class Took:
    """What a run needed, when everybody was ready, and how many persons it changed."""

    ready_s: float
    wall_s: float
    cpu_s: float
    changes: int


def main() -> None:
    """Run every way at every size in processes of their own, and print the table."""
    if "--within" in sys.argv:
        _within(sys.argv[-2], int(sys.argv[-1]))
        return
    print("| people | | ready s | wall s | CPU s | ms CPU per person | changes |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    for people in SIZES:
        for title, way in WAYS.items():
            _print(people, title, _measured(way, people))


def _print(people: int, title: str, took: Took) -> None:
    each_ms = took.cpu_s / people * 1000
    print(
        f"| {people} | {title} | {took.ready_s:.2f} | {took.wall_s:.2f} | {took.cpu_s:.2f} "
        f"| {each_ms:.1f} | {took.changes} |",
        flush=True,
    )


def _measured(way: str, people: int) -> Took:
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DJANGO_SETTINGS_MODULE": "bureau.composition.settings", "BUREAU_DATA": folder}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.onboarding", "--within", way, str(people)],
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            check=True,
        )
        return Took(**json.loads(done.stdout.splitlines()[-1]))


def _within(way: str, people: int) -> None:
    """Do one way in this process and installation; print what it took as JSON."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    _prepare()
    roster = Path(os.environ["BUREAU_DATA"]) / "joiners.csv"
    roster.write_text(_roster(people))
    took = _timed(lambda: _loop(people) if way == "loop" else _onboard(roster))
    if way == "again":
        took = _timed(lambda: _onboard(roster))
    assert took.changes == (0 if way == "again" else people)
    print(json.dumps(asdict(took)))


def _timed(run: Callable[[], tuple[int, float]]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    changes, after_ready_s = run()
    wall_s = time.perf_counter() - wall
    return Took(wall_s - after_ready_s, wall_s, time.process_time() - cpu, changes)


def _prepare() -> None:
    """Make units, groups, a shared drive and the template that gives it to everybody."""
    from bureau.drive import create_shared_drive
    from bureau.people import SYSTEM, NewPerson, actor_for, create_group, create_person, create_unit
    from bureau.provisioning import Template

    ada = create_person(SYSTEM, NewPerson("ada@demo.example", "Ada", state="active", role="admin"))
    for name in UNITS:
        create_unit(SYSTEM, name, None)
    for name in GROUPS:
        create_group(SYSTEM, name, f"{name}@demo.example", "")
    drive = create_shared_drive(actor_for(ada), "Handbook")
    Template.objects.create(
        name="All",
        settings={
            "groups": [f"{GROUPS[2]}@demo.example"],
            "shared_drives": [{"id": drive.id, "role": "contributor"}],
        },
    )


def _row(number: int) -> dict[str, str]:
    return {
        "given_name": f"Jo{number}",
        "family_name": "Miller",
        "email": f"joiner{number:03}@demo.example",
        "unit": UNITS[number % 2],
        "title": "Technician",
        "manager": f"joiner{number - number % 10:03}@demo.example" if number % 10 else "",
        "groups": GROUPS[number % 2],
        "country": "FR",
        "language": "fr",
        "personal_email": f"jo{number}@private.example",
    }


def _roster(people: int) -> str:
    rows = [_row(number) for number in range(people)]
    return "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\n"


def _onboard(roster: Path) -> tuple[int, float]:
    """Run the command to its end, mails, indexes and audit included; return how many persons
    changed, and how long it went on after everybody was ready.
    """
    from bureau.composition.cli import onboard, run_command

    rest_s = 0.0

    def work_off() -> None:
        nonlocal rest_s
        began = time.perf_counter()
        finish()
        rest_s = time.perf_counter() - began

    finish, onboard.work_off = onboard.work_off, work_off  # type: ignore[attr-defined]
    out = StringIO()
    with redirect_stdout(out):
        assert run_command(["onboard", str(roster), "--json"]) == 0
    onboard.work_off = finish  # type: ignore[attr-defined]
    return json.loads(out.getvalue())["changes"], rest_s


def _loop(people: int) -> tuple[int, float]:
    """Do the same by direct calls, what follows from the events left out; return how many persons
    were made, and that nothing was done after they were ready.
    """
    from bureau.people import Group, Unit

    units = dict(Unit.objects.values_list("name", "id"))
    groups = {group.name: group for group in Group.objects.all()}
    ids: dict[str, str] = {}
    for number in range(people):
        _one(_row(number), units, groups, ids)
    return len(ids), 0.0


def _one(row: dict[str, str], units: dict[str, str], groups: dict, ids: dict[str, str]) -> None:  # type: ignore[type-arg]
    from bureau.people import SYSTEM, NewPerson, add_member, create_person
    from bureau.provisioning import Template, welcome
    from bureau.provisioning.steps import ordered_steps

    person = create_person(
        SYSTEM,
        NewPerson(
            email=row["email"],
            name=f"{row['given_name']} {row['family_name']}",
            given_name=row["given_name"],
            family_name=row["family_name"],
            title=row["title"],
            language=row["language"],
            country=row["country"],
            time_zone="Europe/Paris",
            unit_id=units[row["unit"]],
            manager_id=ids.get(row["manager"]),
            recovery_email=row["personal_email"],
        ),
    )
    ids[person.email] = person.id
    for name in (row["groups"], GROUPS[2]):
        add_member(SYSTEM, groups[name], person)
    settings = Template.objects.get().settings
    for step in ordered_steps(person.kind):
        if step.key != "provisioning.welcome":
            step.run(person, settings)
    welcome.send(person.id)
