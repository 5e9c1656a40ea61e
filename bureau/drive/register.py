"""What drive registers with the engines below it; called once at start."""

from collections.abc import Mapping
from typing import Any

from bureau import provisioning, search
from bureau.people import Person
from bureau.provisioning import LeavingStep, Step


def register() -> None:
    """Register the subscribers, jobs, actions and steps of drive."""
    from . import jobs
    from .actions.hand_over import hand_over, hand_over_preview
    from .queries import search_scopes

    jobs.schedule()
    search.register_scopes("file", search_scopes)
    provisioning.register_step(Step("drive.my_drive", 1, run=_open_my_drive))
    provisioning.register_step(
        Step("drive.shared_drives", 1, after=("drive.my_drive",), run=_join_shared_drives)
    )
    provisioning.register_leaving_step(
        LeavingStep("drive.hand_over", preview=hand_over_preview, run=hand_over)
    )


def _open_my_drive(person: Person, settings: Mapping[str, Any]) -> None:
    """Open My Drive, with the template's `drive_quota_bytes`."""
    from .actions.drives import my_drive

    my_drive(person, quota_bytes=settings.get("drive_quota_bytes"))


def _join_shared_drives(person: Person, settings: Mapping[str, Any]) -> None:
    """Make the person a member of the template's `shared_drives`: [{id or name, role}]."""
    from .actions.membership import join_drive

    for wanted in settings.get("shared_drives", ()):
        join_drive(person, wanted)
