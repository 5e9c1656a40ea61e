"""Addresses and names that several resources share."""

from bureau.people import Actor
from bureau.platform.dav import Call, carddav, dav, path_of

HOME = "addressbooks"
DIRECTORY = "directory"
"""The segment of the company directory in everybody's home."""
VCARD = "text/vcard; charset=utf-8"
VERSIONS = ("3.0", "4.0")
SUPPORTED_DATA = "".join(
    f'<CR:address-data-type content-type="text/vcard" version="{version}"/>' for version in VERSIONS
)
COLLATIONS = ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
SUPPORTED_COLLATIONS = "".join(
    f"<CR:supported-collation>{name}</CR:supported-collation>" for name in COLLATIONS
)
DATA = carddav("address-data")

READS = (dav("read"), dav("read-current-user-privilege-set"), dav("read-acl"))
ADDS = (dav("bind"), dav("write-content"))
WRITES = (dav("write"), dav("write-content"), dav("bind"), dav("unbind"))
MANAGES = (dav("all"), dav("write-properties"), dav("write-acl"), dav("share"))


def home_path(person_id: str) -> str:
    """Return the address of somebody's address books."""
    return path_of(HOME, person_id, is_collection=True)


def book_path(person_id: str, slug: str) -> str:
    """Return the address of a book in somebody's home."""
    return path_of(HOME, person_id, slug, is_collection=True)


def actor_of(call: Call) -> Actor:
    """Return who asks."""
    assert isinstance(call.caller, Actor)
    return call.caller
