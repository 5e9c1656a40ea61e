"""Sieve (RFC 5228): scripts that say what happens to an arriving message.

`compile_script(text)` reads and checks a script once; `run(scripts, message)` is a pure function
from scripts and one message to an `Outcome`. Both are bounded in time and memory. Nothing here
knows the database: whoever runs a script carries its actions out.
"""

from .check import compile_script
from .message import SieveMessage
from .outcome import FileInto, Outcome, Vacation
from .run import run
from .snooze import Snooze
from .specs import EXTENSIONS
from .syntax import Script, SieveError

__all__ = [
    "EXTENSIONS",
    "FileInto",
    "Outcome",
    "Script",
    "SieveError",
    "SieveMessage",
    "Snooze",
    "Vacation",
    "compile_script",
    "run",
]
