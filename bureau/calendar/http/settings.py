"""Routes of what a person chooses for the calendar."""

from ninja import PatchDict, Router

from bureau.people.http.auth import signed_in

from ..actions.settings import choose
from ..listing import settings_of
from .requests import SignedRequest
from .settings_schemas import CalendarSettingsOut

router = Router(auth=signed_in)


@router.get("/calendar/settings", response=CalendarSettingsOut)
def get_settings(request: SignedRequest) -> dict[str, object]:
    """What the caller chose, or the defaults. Two queries."""
    return settings_of(request.auth.person_id)


@router.patch("/calendar/settings", response=CalendarSettingsOut)
def patch_settings(
    request: SignedRequest, body: PatchDict[CalendarSettingsOut]
) -> dict[str, object]:
    """Change some settings; answers with all."""
    return choose(request.auth, body)
