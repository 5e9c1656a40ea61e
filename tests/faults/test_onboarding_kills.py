"""Onboarding that is killed -9 again and again ends as if nothing had happened; a roster with
problems changes nothing at all.
"""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bureau.composition.cli import main
from tests.fixtures.database import readable_tables
from tests.fixtures.server import MakeServer, Server

ROOT = Path(__file__).resolve().parents[2]
JOINERS, KILLS = 40, 5
HEADER = (
    "given_name,family_name,email,unit,title,manager,groups,country,language,start_date,"
    "personal_email,aliases"
)


def roster() -> str:
    """Return 40 joiners: some report to another, join groups, start later, or have aliases."""
    lines = [HEADER]
    for number in range(JOINERS):
        email = f"joiner{number:02}@demo.example"
        manager = f"joiner{number - number % 10:02}@demo.example" if number % 10 else ""
        lines.append(
            f"Jo{number},Miller,{email},{'Repairs' if number % 3 else 'Sales'},Expert,{manager},"
            f"{'Lyon;Berlin' if number % 2 else ''},{'FR' if number % 2 else 'DE'},fr,"
            f"{'2099-01-04' if number % 8 == 7 else ''},jo{number}@private.example,"
            f"{f'jm{number}@demo.example' if number % 5 == 0 else ''}"
        )
    return "\n".join(lines) + "\n"


def run(server: Server, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "tests/faults/onboarding_company.py", *arguments],
        env={**server.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def told(done: "subprocess.CompletedProcess[str]") -> list[Any]:
    """Return the lines of JSON that a program printed."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def company(make_server: MakeServer) -> Server:
    server = make_server()
    told(run(server, "prepare"))
    return server


@pytest.fixture
def twin(make_server: MakeServer) -> Server:
    server = make_server()
    told(run(server, "prepare"))
    return server


def test_a_killed_onboarding_ends_like_an_undisturbed_one(
    company: Server, twin: Server, tmp_path: Path
) -> None:
    file = tmp_path / "joiners.csv"
    file.write_text(roster())
    report, count = told(run(twin, "onboard", str(file)))
    assert (report["changes"], report["counts"]) == (JOINERS, {"ready": JOINERS})
    expected = told(run(twin, "dump"))[0]
    assert_one_of_each(expected)

    chance = random.Random(20)
    for _ in range(KILLS):
        kill_at = chance.randrange(60, count["statements"] // 2)
        killed = run(company, "onboard", str(file), str(kill_at))
        assert killed.returncode in (-9, 0), killed.stderr
    told(run(company, "onboard", str(file)))

    found = told(run(company, "dump"))[0]
    assert {name: part for name, part in found.items() if part != expected[name]} == {}
    assert told(run(company, "onboard", str(file)))[0]["changes"] == 0
    assert told(run(company, "dump"))[0] == found


def assert_one_of_each(found: dict[str, Any]) -> None:
    """Whoever starts now has one invitation and one welcome mail; the others wait for their day."""
    joiners = [f"joiner{number:02}@demo.example" for number in range(JOINERS)]
    started = [email for number, email in enumerate(joiners) if number % 8 != 7]
    assert [row[0] for row in found["persons"]] == ["ada@demo.example", *joiners]
    assert [row[0] for row in found["invitations"]] == started
    assert [row[0] for row in found["letters"]] == started
    owners = [row[2] for row in found["drives"] if row[0] == "my"]
    assert owners == ["ada@demo.example", *joiners]
    assert [row for row in found["jobs"] if row[0] == "provisioning.welcome"] == [
        ["provisioning.welcome", "ready"]
    ] * (JOINERS - len(started))
    assert {row[1] for row in found["jobs"]} == {"ready"}


BAD_ROWS = f"""{HEADER}
Ana,Silva,ana@demo.example,,,,,PT,en,,,
Ana,Souza,ana@demo.example,,,,,PT,en,,,
Bo,Lind,bo@demo.example,,,nobody@demo.example,,SE,en,,,
Cy,Wu,cy@demo.example,,,,,DE,en,31/02/2026,,
"""


def counts() -> dict[str, int]:
    """Return how many rows each table holds; the plan that was refused is kept to be looked at."""
    with connection.cursor() as cursor:
        names = [
            name for name in readable_tables(cursor) if not name.startswith("provisioning_plan")
        ]
        found = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
    return found


def onboard(file: Path, raw: bytes, *options: str) -> int:
    file.write_bytes(raw)
    with pytest.raises(SystemExit) as ended:
        main(["onboard", str(file), *options])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.django_db
def test_a_roster_with_problems_is_refused_whole_with_a_line_for_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts()
    assert onboard(tmp_path / "joiners.csv", BAD_ROWS.encode()) == 2
    assert capsys.readouterr().out.splitlines() == [
        "line 3, email: “ana@demo.example” is on line 2 already. Remove one, or choose another.",
        "line 4, manager: There is no manager “nobody@demo.example”, here or in the file. "
        "Correct the address.",
        "line 5, start_date: “31/02/2026” is not a date. Write it as 2026-03-01.",
        "3 problems; nothing was changed.",
    ]
    assert counts() == before


@pytest.mark.django_db
def test_a_refusal_in_json_names_line_column_and_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert onboard(tmp_path / "joiners.csv", BAD_ROWS.encode(), "--json") == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["changes"]) == ("refused", 0)
    assert [(one["line"], one["column"]) for one in told["problems"]] == [
        (3, "email"),
        (4, "manager"),
        (5, "start_date"),
    ]
    assert all(set(one) == {"line", "column", "message"} for one in told["problems"])


@pytest.mark.django_db
def test_a_roster_in_a_broken_encoding_is_refused_at_the_line_that_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts()
    raw = f"{HEADER}\nAna,Silva,ana@demo.example\nZoë,Lind,zoe@demo.example\n".encode("latin-1")
    assert onboard(tmp_path / "joiners.csv", raw) == 2
    assert capsys.readouterr().out.splitlines() == [
        "line 3: This is not UTF-8 text. Save the file as “CSV UTF-8” and try again.",
        "1 problem; nothing was changed.",
    ]
    assert counts() == before


@pytest.mark.django_db
def test_a_plan_says_what_would_change_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts()
    raw = f"{HEADER}\nAna,Silva,ana@demo.example,,,,,PT,en,,,\n".encode()
    assert onboard(tmp_path / "joiners.csv", raw, "--plan", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["changes"]) == ("ready", 1)
    assert [(row["line"], row["action"], row["email"]) for row in told["rows"]] == [
        (2, "create", "ana@demo.example")
    ]
    assert counts() == before


def test_a_file_that_is_not_there_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["onboard", str(tmp_path / "absent.csv")])
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("cannot be read: No such file or directory.\n")
