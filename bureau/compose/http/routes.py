"""Routes of compose under /api/v1."""

from django.http import HttpRequest
from ninja import Router, Status

from bureau.compose import queries
from bureau.compose.actions.choose import forget, switch
from bureau.compose.models import Organisation
from bureau.compose.serving import suggest
from bureau.people import actor_of
from bureau.people.http.auth import admin_only, signed_in

from .limits import take
from .schemas import (
    OwnStateOut,
    SettingsIn,
    SettingsOut,
    SuggestIn,
    SuggestionOut,
    SuggestionsOut,
)

router = Router(tags=["compose"], auth=signed_in)


@router.post("/compose/suggest", response=SuggestionsOut)
def suggest_text(request: HttpRequest, body: SuggestIn) -> SuggestionsOut:
    """What may follow the text before the caret; the websocket `/compose` answers faster."""
    actor = actor_of(request)
    take(actor.person_id)
    found = suggest(actor, body.prefix, body.context.context())
    return SuggestionsOut(suggestions=[SuggestionOut(**one._asdict()) for one in found])


@router.get("/compose/me", response=OwnStateOut)
def own_state(request: HttpRequest) -> queries.OwnState:
    """Whether suggestions are on, and what was learned from the caller."""
    return queries.own_state(actor_of(request))


@router.delete("/compose/me", response={204: None})
def forget_me(request: HttpRequest) -> Status[None]:
    """Forget all that was learned from the caller, and learn from nothing written until now."""
    forget(actor_of(request))
    return Status(204, None)


@router.get("/compose/settings", response=SettingsOut, auth=admin_only)
def read_settings(request: HttpRequest) -> Organisation:
    """The organisation's switch, and what it learned together."""
    return queries.organisation()


@router.patch("/compose/settings", response=SettingsOut, auth=admin_only)
def change_settings(request: HttpRequest, body: SettingsIn) -> Organisation:
    """Turn suggestions on or off for everybody."""
    return switch(actor_of(request), is_on=body.is_on)
