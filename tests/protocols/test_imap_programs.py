"""IMAP of a running `bureau serve`, driven by mbsync, offlineimap, neomutt and curl.

BUREAU_FAULTS=long synchronises 10,000 letters with mbsync instead of some hundred.
"""

import hashlib
import os
import shutil
import ssl
from pathlib import Path

import pytest

from tests.fixtures.server import MakeServer

from .imap_site import (
    ANNA,
    ImapSite,
    letter,
    maildir_contents,
    make_site,
    put_in_maildir,
    run,
)

LETTERS = 10_000 if os.environ.get("BUREAU_FAULTS") == "long" else 300
MBSYNC = """
IMAPAccount bureau
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType STARTTLS
AuthMechs PLAIN
CertificateFile {certificate}
PipelineDepth 50

IMAPStore there
Account bureau

MaildirStore here
Path {folder}/mail/
Inbox {folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :there:
Near :here:
Patterns {box}
Create Both
Remove None
Expunge Both
Sync All
SyncState *
"""
OFFLINEIMAP = """
[general]
accounts = bureau
ui = quiet
metadata = {folder}/state
[Account bureau]
localrepository = here
remoterepository = there
[Repository here]
type = Maildir
localfolders = {folder}/mail
[Repository there]
type = IMAP
remotehost = 127.0.0.1
remoteport = {port}
remoteuser = {user}
remotepass = {password}
ssl = no
starttls = yes
tls_level = tls_compat
cert_fingerprint = {fingerprint}
folderfilter = lambda name: name == '{box}'
"""
NEOMUTT = """
set imap_user = "{user}"
set imap_pass = "{password}"
set folder = "imap://127.0.0.1:{port}/"
set spoolfile = "+{box}"
set ssl_starttls = no
set ssl_force_tls = no
set header_cache = ""
set quit = yes
set delete = yes
set confirmappend = no
set resolve = no
"""


@pytest.fixture(scope="module")
def site(make_server: MakeServer) -> ImapSite:
    return make_site(make_server)


def settings_of(site: ImapSite, folder: Path, box: str) -> dict[str, str]:
    """Return what the configurations of all programs name."""
    return {
        "port": str(site.port),
        "user": ANNA,
        "password": site.password,
        "certificate": str(site.certificate),
        "folder": str(folder),
        "box": box,
    }


def program(name: str, package: str) -> str:
    """Return the path of a program."""
    found = shutil.which(name)
    assert found, f"{name} is missing: apt-get install {package}"
    return found


def test_two_way_sync_with_mbsync_ends_equal_twice(site: ImapSite, tmp_path: Path) -> None:
    box, half = "Synced", LETTERS // 2
    mbsync = program("mbsync", "isync")
    config = tmp_path / "mbsyncrc"
    config.write_text(MBSYNC.format(**settings_of(site, tmp_path, box)))
    here = tmp_path / "mail" / box
    site.fill(box, half)
    for number in range(half, LETTERS):
        put_in_maildir(here, number, "F" if number % 5 == 0 else "")

    def synchronise() -> None:
        run(mbsync, "-c", str(config), "all", folder=tmp_path, timeout_s=1_800)

    synchronise()
    first = site.contents(box)
    assert first.total() == LETTERS
    assert maildir_contents(here) == first

    client = site.connect()
    client.select(box)
    client.store("1:10", "+FLAGS", "(\\Answered)")
    client.store("11:20", "+FLAGS", "(\\Deleted)")
    client.expunge()
    client.append(box, "", None, letter(LETTERS))
    client.logout()
    files = sorted((here / "cur").iterdir())
    for file in files[-10:]:
        file.unlink()
    for file in files[-20:-10]:
        file.rename(file.with_name(f"{file.name}S"))
    put_in_maildir(here, LETTERS + 1)
    synchronise()
    second = site.contents(box)
    assert second.total() == LETTERS - 20 + 2
    assert maildir_contents(here) == second
    assert sum(count for (_, flags), count in second.items() if "R" in flags) == 10

    synchronise()
    assert site.contents(box) == second == maildir_contents(here)


def test_two_way_sync_with_offlineimap_ends_equal(site: ImapSite, tmp_path: Path) -> None:
    offlineimap = program("offlineimap", "offlineimap3")
    site.fill("Offline", 40)
    der = ssl.PEM_cert_to_DER_cert(certificate_of(site))
    values = settings_of(site, tmp_path, "Offline")
    fingerprint = hashlib.sha512(der).hexdigest()
    config = tmp_path / "offlineimaprc"
    config.write_text(OFFLINEIMAP.format(**values, fingerprint=fingerprint))
    (tmp_path / "mail").mkdir()
    here = tmp_path / "mail" / "Offline"
    run(offlineimap, "-o", "-c", str(config), folder=tmp_path)
    assert maildir_contents(here) == site.contents("Offline")
    for number in range(100, 110):
        put_in_maildir(here, number, "S")
    client = site.connect()
    client.select("Offline")
    client.store("1:5", "+FLAGS", "(\\Flagged)")
    client.store("6:8", "+FLAGS", "(\\Deleted)")
    client.expunge()
    client.logout()
    run(offlineimap, "-o", "-c", str(config), folder=tmp_path)
    found = site.contents("Offline")
    assert found.total() == 40 - 3 + 10
    assert maildir_contents(here) == found


def certificate_of(site: ImapSite) -> str:
    """Return the certificate without its key."""
    text = site.certificate.read_text()
    return text[text.index("-----BEGIN CERTIFICATE-----") :]


def test_neomutt_reads_flags_and_saves(site: ImapSite, tmp_path: Path) -> None:
    neomutt = program("neomutt", "neomutt")
    site.fill("Mutt", 3, first=1)
    config = tmp_path / "muttrc"
    config.write_text(NEOMUTT.format(**settings_of(site, tmp_path, "Mutt")))
    keys = "push '<first-entry><flag-message><next-entry><delete-message><sync-mailbox><quit>'"
    run(
        "/usr/bin/script",
        "-qec",
        f'{neomutt} -n -F {config} -e "{keys}"',
        "/dev/null",
        folder=tmp_path,
    )
    assert site.contents("Mutt") == {
        ("Subject: Letter 1", "F"): 1,
        ("Subject: Letter 3", "S"): 1,
    }


def test_curl_lists_searches_fetches_and_files(site: ImapSite, tmp_path: Path) -> None:
    site.fill("Curl", 2)
    base = f"imap://127.0.0.1:{site.port}"
    options = ["-sS", "--ssl-reqd", "-k", "-u", f"{ANNA}:{site.password}"]

    def curl(*arguments: str) -> str:
        return run("/usr/bin/curl", *options, *arguments, folder=tmp_path)

    assert '* LIST (\\HasNoChildren) "/" "Curl"' in curl(f"{base}/")
    assert curl(f"{base}/Curl?SUBJECT%20%22Letter%201%22").strip() == "* SEARCH 2"
    assert "Number 1" in curl(f"{base}/Curl;MAILINDEX=2")
    (tmp_path / "new.eml").write_bytes(letter(77))
    curl("-T", str(tmp_path / "new.eml"), f"{base}/Curl")
    assert site.contents("Curl")["Subject: Letter 77", "S"] == 1
