"""vdirsyncer with address books against a whole server: what one writes here the other finds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.server import MakeServer

from .site import Site, build

PROGRAMS = Path(sys.executable).parent
CONFIGURATION = """
[general]
status_path = "{folder}/status/"
[pair people]
a = "here"
b = "there"
collections = ["contacts"]
conflict_resolution = "b wins"
[pair company]
a = "copies"
b = "there"
collections = ["directory"]
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/cards/"
fileext = ".vcf"
[storage copies]
type = "filesystem"
path = "{folder}/company/"
fileext = ".vcf"
[storage there]
type = "carddav"
url = "{url}"
username = "{user}"
password = "{password}"
"""


def vcard(uid: str, name: str, version: str = "3.0") -> str:
    """Return a card with a property that nobody knows."""
    return (
        f"BEGIN:VCARD\nVERSION:{version}\nUID:{uid}\nFN:{name}\nN:{name};;;;\n"
        f"EMAIL;TYPE=INTERNET:{uid}@x.example\nX-UNKNOWN;X-P=1:kept\\, whole\nEND:VCARD\n"
    )


class Place:
    """A folder that vdirsyncer keeps in step with a person's address book."""

    def __init__(self, site: Site, local: str, folder: Path) -> None:
        self.folder = folder
        user, password = site.login(local)
        for name in ("cards/contacts", "company/directory"):
            (folder / name).mkdir(parents=True)
        text = CONFIGURATION.format(folder=folder, url=site.dav, user=user, password=password)
        (folder / "vdirsyncer").write_text(text)
        self.run("discover", typed="y\n" * 10)

    @property
    def cards(self) -> Path:
        return self.folder / "cards" / "contacts"

    def run(self, *words: str, typed: str = "") -> str:
        """Run vdirsyncer; it must end well."""
        command = [str(PROGRAMS / "vdirsyncer"), "-c", str(self.folder / "vdirsyncer"), *words]
        done = subprocess.run(
            command, input=typed, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def texts(self) -> list[str]:
        """Return the cards, whatever their files are called."""
        return sorted(path.read_text() for path in self.cards.glob("*.vcf"))


@pytest.fixture(scope="module")
def site(make_server: MakeServer) -> Site:
    return build(make_server)


def test_two_places_come_to_the_same_and_a_second_sync_does_nothing(
    site: Site, tmp_path: Path
) -> None:
    here, there = Place(site, "anna", tmp_path / "a"), Place(site, "anna", tmp_path / "b")
    for number in range(30):
        version = "4.0" if number == 7 else "3.0"
        (here.cards / f"u{number}.vcf").write_text(vcard(f"u{number}", f"Name {number}", version))
    here.run("sync", "people")
    there.run("sync", "people")
    assert len(there.texts()) == 30
    assert vcard("u3", "Name 3") in [text.replace("\r", "") for text in there.texts()]
    again = here.run("sync", "people")
    assert "Copying" not in again
    assert "Deleting" not in again
    names = {
        path.read_text().partition("UID:")[2].split()[0]: path for path in there.cards.iterdir()
    }
    names["u5"].unlink()
    names["u6"].write_text(vcard("u6", "Renamed"))
    there.run("sync", "people")
    here.run("sync", "people")
    assert len(here.texts()) == 29
    assert vcard("u6", "Renamed") in here.texts()


def test_the_directory_comes_along(site: Site, tmp_path: Path) -> None:
    place = Place(site, "ben", tmp_path / "a")
    place.run("sync", "company")
    found = sorted((place.folder / "company" / "directory").glob("*.vcf"))
    names = sorted(path.read_text().partition("FN:")[2].split()[0] for path in found)
    assert names == ["Anna", "Ben"]
