"""What a process that converts files may use; it gives up the rest before it opens anything."""

import ctypes
import resource
from dataclasses import dataclass

MIB = 1024 * 1024
NEW_USER_NAMESPACE = 0x10000000
NEW_NETWORK_NAMESPACE = 0x40000000


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes."""

    wall_s: float = 90
    cpu_s: int = 75
    memory_bytes: int = 3072 * MIB
    output_bytes: int = 512 * MIB
    input_bytes: int = 100 * MIB


USUAL = Limits()


def apply(limits: Limits) -> None:
    """Take on the limits, for good."""
    _leave_network()
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_FSIZE, limits.output_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _leave_network() -> None:
    """Move into a network of one's own, where the kernel lets ordinary processes do so.

    Nothing here opens connections, and XML, pandoc and typst are told not to; this is one more
    wall.
    """
    try:
        library = ctypes.CDLL(None, use_errno=True)
        library.unshare(NEW_USER_NAMESPACE | NEW_NETWORK_NAMESPACE)
    except (OSError, AttributeError):
        return
