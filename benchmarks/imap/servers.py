"""Bureau and Dovecot as processes, each with a folder of its own, and the CPU time they used."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EMAIL = "anna@demo.example"
DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = dovecot
default_login_user = dovenull
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
auth_mechanisms = plain login
mail_max_userip_connections = 100
protocol lmtp {{
  postmaster_address = postmaster@demo.example
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""
BUILD = """
import json
import django; django.setup()
from bureau.people import SYSTEM, NewPerson, actor_for, create_app_password, create_person
from bureau.mail.actions.open_account import open_account
person = create_person(SYSTEM, NewPerson("anna@demo.example", "Anna", state="active"))
open_account(person)
print(json.dumps(create_app_password(actor_for(person), person, "bench", ["mail"])[1]))
"""
READY_WITHIN_S = 60


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    name: str
    process: "subprocess.Popen[bytes]"
    imap: int
    lmtp: int
    password: str

    def cpu_s(self) -> float:
        """Return the CPU time of the process, its children and those that ended."""
        family = _family(self.process.pid)
        ended = sum(_ended_ticks(pid) for pid in family) / os.sysconf("SC_CLK_TCK")
        return ended + sum(map(_running_ns, family)) / 1e9

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def _family(pid: int) -> list[int]:
    """Return a process and all below it."""
    parents = {
        int(folder.name): int(fields[1])
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and (fields := _fields(int(folder.name)))
    }
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _fields(pid: int) -> list[str]:
    """Return the fields of proc(5) stat from the state on; none for a process that ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _ended_ticks(pid: int) -> int:
    """Return the CPU time of children that ended and were waited for."""
    return sum(int(field) for field in _fields(pid)[13:15])


def _running_ns(pid: int) -> int:
    """Return the CPU time of a process that runs: that of its threads, to the nanosecond."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            spent += int(task.read_text().split()[0])
    return spent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_dovecot(folder: Path) -> Running:
    """Start Debian's Dovecot with a maildir."""
    program = shutil.which("dovecot")
    if not program:
        raise SystemExit("The benchmark needs: apt-get install dovecot-imapd dovecot-lmtpd")
    owner = pwd.getpwnam("nobody")
    ports = {"imap": _free_port(), "lmtp": _free_port()}
    mail = folder / "mail"
    mail.mkdir(parents=True)
    folder.chmod(0o755)
    os.chown(mail, owner.pw_uid, owner.pw_gid)
    config = folder / "dovecot.conf"
    config.write_text(DOVECOT.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid, **ports))
    process = subprocess.Popen([program, "-F", "-c", str(config)])
    _wait(ports["imap"])
    return Running("Dovecot", process, ports["imap"], ports["lmtp"], "secret")


def start_bureau(folder: Path) -> Running:
    """Start Bureau's mail servers with SQLite."""
    bureau = Path(sys.executable).parent / "bureau"
    ports = {"IMAP": _free_port(), "LMTP": _free_port()}
    environment = {
        **os.environ,
        "BUREAU_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "bureau.composition.settings",
        **{f"BUREAU_{name}": f"127.0.0.1:{port}" for name, port in ports.items()},
        **dict.fromkeys(("BUREAU_SMTP", "BUREAU_SUBMISSION", "BUREAU_SIEVE"), "off"),
    }
    subprocess.run([bureau, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        [sys.executable, "-c", BUILD], env=environment, check=True, stdout=subprocess.PIPE
    )
    password: str = json.loads(done.stdout.splitlines()[-1])
    process = subprocess.Popen([bureau, "serve", "--roles", "imap,smtp"], env=environment)
    _wait(ports["IMAP"])
    return Running("Bureau", process, ports["IMAP"], ports["LMTP"], password)


def _wait(port: int) -> None:
    end = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("A server did not start.")
