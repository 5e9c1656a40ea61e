"""vdirsyncer and khal against a whole server: what one writes here the other finds there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.server import MakeServer

from .samples import event
from .site import Site, build

PROGRAMS = Path(sys.executable).parent
SYNC = """
[general]
status_path = "{folder}/status/"
[pair work]
a = "here"
b = "there"
collections = ["from a", "from b"]
conflict_resolution = "b wins"
metadata = ["displayname", "color"]
[storage here]
type = "filesystem"
path = "{folder}/calendars/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "{url}"
username = "{user}"
password = "{password}"
"""
KHAL = """
[calendars]
[[default]]
path = {folder}/calendars/default
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Paris
default_timezone = Europe/Paris
[sqlite]
path = {folder}/khal.db
"""


class Place:
    """A folder that vdirsyncer keeps in step with a person's calendars."""

    def __init__(self, site: Site, local: str, folder: Path, url: str = "") -> None:
        self.folder = folder
        user, password = site.login(local)
        (folder / "calendars").mkdir(parents=True)
        text = SYNC.format(folder=folder, url=url or site.dav, user=user, password=password)
        (folder / "vdirsyncer").write_text(text)
        (folder / "khal").write_text(KHAL.format(folder=folder))
        self.vdirsyncer("discover", typed="y\n" * 10)

    def vdirsyncer(self, *words: str, typed: str = "") -> str:
        """Run vdirsyncer; it must end well."""
        return self._run(
            [str(PROGRAMS / "vdirsyncer"), "-c", str(self.folder / "vdirsyncer"), *words], typed
        )

    def khal(self, *words: str) -> str:
        """Run khal; it must end well."""
        return self._run([str(PROGRAMS / "khal"), "-c", str(self.folder / "khal"), *words], "")

    def _run(self, words: list[str], typed: str) -> str:
        done = subprocess.run(
            words, input=typed, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def events(self, calendar: str = "default") -> dict[str, str]:
        """Return the files of a calendar by name."""
        folder = self.folder / "calendars" / calendar
        return {path.name: path.read_text() for path in sorted(folder.glob("*.ics"))}


@pytest.fixture(scope="module")
def site(make_server: MakeServer) -> Site:
    return build(make_server)


def test_two_places_come_to_the_same_and_a_second_sync_does_nothing(
    site: Site, tmp_path: Path
) -> None:
    here, there = Place(site, "anna", tmp_path / "a"), Place(site, "anna", tmp_path / "b")
    path = here.folder / "calendars" / "default"
    for number in range(20):
        raw = event(f"uid-{number}", "RRULE:FREQ=WEEKLY;COUNT=5", summary=f"Meeting {number}")
        (path / f"uid-{number}.ics").write_text(raw.replace("\r\n", "\n"))
    here.vdirsyncer("sync")
    there.vdirsyncer("sync")
    assert len(there.events()) == 20
    again = here.vdirsyncer("sync")
    assert "Copying" not in again
    assert "Deleting" not in again
    (there.folder / "calendars" / "default" / "uid-3.ics").unlink()
    changed = there.folder / "calendars" / "default" / "uid-4.ics"
    changed.write_text(changed.read_text().replace("Meeting 4", "Moved meeting"))
    there.vdirsyncer("sync")
    here.vdirsyncer("sync")
    assert sorted(here.events()) == sorted(there.events())
    assert len(here.events()) == 19
    assert "Moved meeting" in here.events()["uid-4.ics"]


def test_vdirsyncer_finds_the_server_by_its_well_known_address(site: Site, tmp_path: Path) -> None:
    place = Place(site, "ben", tmp_path / "a", url=site.server.url + "/")
    assert (place.folder / "calendars" / "default").is_dir()


def test_khal_shows_what_was_synchronised_and_adds_to_it(site: Site, tmp_path: Path) -> None:
    here, there = Place(site, "ben", tmp_path / "a"), Place(site, "ben", tmp_path / "b")
    here.khal(
        "new", "-a", "default", "2026-12-01", "15:00", "16:00", "Training", "::", "With", "sales"
    )
    here.vdirsyncer("sync")
    there.vdirsyncer("sync")
    assert "15:00-16:00 Training" in there.khal("list", "2026-12-01", "2026-12-02")
    (name,) = there.events()
    assert "SUMMARY:Training" in there.events()[name]


def test_metadata_goes_both_ways(site: Site, tmp_path: Path) -> None:
    here, there = Place(site, "anna", tmp_path / "a"), Place(site, "anna", tmp_path / "b")
    here.vdirsyncer("metasync")
    (here.folder / "calendars" / "default" / "color").write_text("#ff8800")
    here.vdirsyncer("metasync")
    there.vdirsyncer("metasync")
    assert (there.folder / "calendars" / "default" / "color").read_text() == "#ff8800"
