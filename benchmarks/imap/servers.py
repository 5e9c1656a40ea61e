"""Bureau and Dovecot as processes, each with a folder of its own, and the CPU time they used."""

import json
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import cpu_s, free_port, wait_for

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
        return cpu_s(self.process.pid)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def start_dovecot(folder: Path) -> Running:
    """Start Debian's Dovecot with a maildir."""
    program = shutil.which("dovecot")
    if not program:
        raise SystemExit("The benchmark needs: apt-get install dovecot-imapd dovecot-lmtpd")
    owner = pwd.getpwnam("nobody")
    ports = {"imap": free_port(), "lmtp": free_port()}
    mail = folder / "mail"
    mail.mkdir(parents=True)
    folder.chmod(0o755)
    os.chown(mail, owner.pw_uid, owner.pw_gid)
    config = folder / "dovecot.conf"
    config.write_text(DOVECOT.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid, **ports))
    process = subprocess.Popen([program, "-F", "-c", str(config)])
    wait_for(ports["imap"])
    return Running("Dovecot", process, ports["imap"], ports["lmtp"], "secret")


def start_bureau(folder: Path) -> Running:
    """Start Bureau's mail servers with SQLite."""
    bureau = Path(sys.executable).parent / "bureau"
    ports = {"IMAP": free_port(), "LMTP": free_port()}
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
    wait_for(ports["IMAP"])
    return Running("Bureau", process, ports["IMAP"], ports["LMTP"], password)
