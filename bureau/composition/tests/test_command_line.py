"""The `bureau` command: exit codes, JSON, and backups that come back."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bureau.composition.cli import run_command
from tests.fixtures.server import MakeServer, Server

FILL = """
from bureau.people import Person
from bureau.platform import blobs
Person.objects.create(email="ada@demo.example", name="Ada", state="active")
Person.objects.create(email="robot@demo.example", name="Robot", kind="service", state="active")
blobs.put(b"kept bytes")
"""
READ = """
from bureau.platform import blobs
for hash in blobs.store().list_prefix(""): print(blobs.read(hash))
"""


@pytest.fixture(scope="module")
def filled(make_server: MakeServer) -> Server:
    server = make_server()
    server.bureau("django", "shell", "--no-imports", "-c", FILL)
    return server


def call(server: Server, *arguments: str) -> "tuple[int, str]":
    done = server.bureau(*arguments, check=False)
    return done.returncode, done.stdout


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([]) == 0
    text = capsys.readouterr().out
    for name in ("serve", "worker", "migrate", "doctor", "person", "token", "backup", "restore"):
        assert f"\n  {name} " in text
        with pytest.raises(SystemExit) as ended:
            run_command([name, "--help"])
        assert ended.value.code == 0


def test_persons_are_listed_as_json(filled: Server) -> None:
    code, text = call(filled, "person", "list", "--kind", "service", "--json")
    assert (code, [row["email"] for row in json.loads(text)]) == (0, ["robot@demo.example"])


def test_the_first_administrator_is_invited_by_a_link(make_server: MakeServer) -> None:
    empty = make_server()
    wanted = ("person", "invite", "first@demo.example", "Fay First", "--role", "admin", "--json")
    code, text = call(empty, *wanted)
    assert code == 0
    assert json.loads(text)["link"].startswith(empty.url + "/invite/bi")
    code, text = call(empty, *wanted)
    assert (code, json.loads(text)["code"]) == (2, "address_taken")
    shown = json.loads(call(empty, "person", "show", "first@demo.example", "--json")[1])
    assert (shown["state"], shown["role"]) == ("invited", "admin")


def test_an_unknown_person_is_bad_input(filled: Server) -> None:
    code, text = call(filled, "person", "suspend", "nobody@demo.example", "--json")
    assert (code, json.loads(text)["code"]) == (2, "unknown_person")
    assert call(filled, "person", "fly")[0] == 2


def test_a_person_is_suspended_and_restored(filled: Server) -> None:
    person = "robot@demo.example"
    ids = json.loads(call(filled, "person", "list", "--kind", "service", "--json")[1])
    for verb, state in (("suspend", "suspended"), ("restore", "active")):
        code, text = call(filled, "person", verb, ids[0]["id"], "--json")
        assert (code, json.loads(text)["state"], json.loads(text)["email"]) == (0, state, person)


def test_a_token_is_printed_once(filled: Server) -> None:
    ids = json.loads(call(filled, "person", "list", "--kind", "service", "--json")[1])
    code, text = call(filled, "token", "create", ids[0]["id"], "--scopes", "drive.read", "--json")
    assert code == 0
    assert len(json.loads(text)["token"]) > 20


def test_the_doctor_finds_nothing_wrong(filled: Server) -> None:
    code, text = call(filled, "doctor", "--json")
    findings = {item["check"]: item for item in json.loads(text)}
    assert code == 0, text
    assert findings["migrations"]["state"] == "ok"
    assert findings["port http"]["message"].endswith("is free")


def test_the_doctor_names_what_is_wrong(filled: Server) -> None:
    secret = Path(filled.environment["BUREAU_DATA"]) / "secret.key"
    secret.chmod(0o644)
    code, text = call(filled, "doctor")
    secret.chmod(0o600)
    assert code == 1
    assert "chmod 600" in text


def test_a_bad_setting_is_bad_input(filled: Server) -> None:
    filled.environment["BUREAU_PROXIES"] = "many"
    code = call(filled, "doctor")[0]
    del filled.environment["BUREAU_PROXIES"]
    assert code == 2


def test_a_server_without_its_migrations_does_not_start(filled: Server, tmp_path: Path) -> None:
    fresh = Server(tmp_path, {**filled.environment, **emptied(filled, tmp_path)}, filled.ports)
    done = fresh.bureau("serve", check=False)
    assert done.returncode == 1
    assert "bureau migrate" in done.stderr


def emptied(server: Server, folder: Path) -> dict[str, str]:
    """Return settings of an installation without a database."""
    settings = {"BUREAU_DATA": str(folder / "data")}
    url = server.environment.get("BUREAU_DATABASE_URL", "")
    if url:
        name = f"empty_{os.getpid()}_{folder.name}".replace("-", "_").lower()
        on_postgresql(url, f"CREATE DATABASE {name}")
        settings["BUREAU_DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    return settings


def on_postgresql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def test_a_backup_comes_back(filled: Server, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    code, text = call(filled, "backup", str(backup), "--json")
    assert (code, json.loads(text)["blobs"]) == (0, 1)
    assert call(filled, "backup", str(backup))[0] == 2

    fresh = Server(tmp_path, {**filled.environment, **emptied(filled, tmp_path)}, filled.ports)
    assert fresh.bureau("restore", str(backup)).returncode == 0
    rows = json.loads(call(fresh, "person", "list", "--json")[1])
    assert [row["email"] for row in rows] == ["ada@demo.example", "robot@demo.example"]
    assert "b'kept bytes'" in call(fresh, "django", "shell", "--no-imports", "-c", READ)[1]
    secret = Path(fresh.environment["BUREAU_DATA"]) / "secret.key"
    old = Path(filled.environment["BUREAU_DATA"]) / "secret.key"
    assert secret.read_text() == old.read_text()
    assert secret.stat().st_mode & 0o077 == 0


def test_a_restore_overwrites_nothing(filled: Server, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    filled.bureau("backup", str(backup))
    code, text = call(filled, "restore", str(backup), "--json")
    assert (code, json.loads(text)["code"]) == (2, "occupied")
    assert len(json.loads(call(filled, "person", "list", "--json")[1])) == 2


def test_a_half_backup_is_refused(filled: Server, tmp_path: Path) -> None:
    assert call(filled, "restore", str(tmp_path))[0] == 2


def test_django_is_in_reach(filled: Server) -> None:
    assert call(filled, "makemigrations", "--check", "--dry-run", "search", "http")[0] == 0
