"""The description of the API that the web client is generated from is in step with the routes."""

import importlib.util
import sys

from .source import ROOT


def test_the_openapi_document_is_current() -> None:
    spec = importlib.util.spec_from_file_location("openapi", ROOT / "tools" / "openapi.py")
    assert spec
    assert spec.loader
    openapi = importlib.util.module_from_spec(spec)
    sys.modules["openapi"] = openapi
    spec.loader.exec_module(openapi)
    assert openapi.FILE.read_text() == openapi.render(), "run: make api"
