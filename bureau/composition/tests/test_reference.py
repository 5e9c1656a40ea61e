"""The reference page of the API."""

import re

import pytest

from tests.fixtures.http import Api


@pytest.mark.django_db
def test_the_reference_page_brings_all_its_files(api: Api) -> None:
    page = api.get("/api/docs", site=True)
    assert page.status == 200
    found = re.findall(r'(?:src|href)="(/[^"]+)"', page.body.decode())
    assert len(found) == 3
    for address in found:
        part = api.get(address, site=True)
        assert (part.status, len(part.body) > 500) == (200, True)
    assert api.get("/api/docs/redoc.standalone.js", site=True).status == 404
