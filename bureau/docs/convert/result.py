"""What a reader hands over."""

from dataclasses import dataclass, field

from .media import Asset
from .tree import Node


@dataclass(frozen=True)
class Converted:
    """A file as a document of ours, its pictures, and what could not be kept."""

    envelope: Node
    assets: dict[str, Asset] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
