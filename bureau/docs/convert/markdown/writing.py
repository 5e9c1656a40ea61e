"""Writes Markdown; pictures stand at the end of the file, where they do not get in the way."""

import re
from collections.abc import Mapping

from ...content.markdown_writer import markdown_of
from ..html.writing import data_address
from ..media import Asset
from ..tree import Node, tidy

PICTURE = re.compile(r"(!\[(?:[^\]\\]|\\.)*\])\(asset:([\w-]+)\)")


def write(envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes:
    """Write a document as Markdown, suggestions as if they were accepted."""
    used: list[str] = []

    def named(found: re.Match[str]) -> str:
        key = found[2]
        if key not in assets:
            return found[1][2:-1]
        if key not in used:
            used.append(key)
        return f"{found[1]}[image{used.index(key) + 1}]"

    text = PICTURE.sub(named, markdown_of(tidy(envelope)["body"]))
    defined = [
        f"[image{number}]: <{data_address(assets[key])}>" for number, key in enumerate(used, 1)
    ]
    return ("\n".join([text, *defined, ""]) if defined else text).encode()
