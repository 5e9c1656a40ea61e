"""The converters under test; equations are converted once each, as starting pandoc takes time."""

from functools import cache

import pytest

from bureau.docs.convert import equations
from bureau.docs.convert.docx.writing import document


@cache
def _office_equation(latex: str) -> str:
    (made,) = equations.office_equations([latex])
    return made


@pytest.fixture(autouse=True)
def _equations_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def office_equations(latex: list[str]) -> list[str]:
        return [_office_equation(one) for one in latex]

    monkeypatch.setattr(document, "office_equations", office_equations)
