"""Leaving: planned and shown, then applied: suspended first, handed over step by step, held, and
at last deleted.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bureau.people import SYSTEM, Actor, Person, delete_person, restore, suspend
from bureau.platform import events, live
from bureau.platform.errors import NotFound, Refusal

from .. import steps
from ..errors import AlreadyApplied, CannotLeave, HoldIsOver, OnLegalHold
from ..models import Leaving, LeavingStepRun, StepRun
from ..policies import require_admin
from ..steps import LeavingStep

HOLD = timedelta(days=30)


class HandOverFailed(Exception):
    """Some things could not be handed over yet; the job is tried again."""


@transaction.atomic
def plan_leaving(person: Person, to: Person, actor: Actor) -> Leaving:
    """Show what would be handed over; nothing changes. Raises `CannotLeave`, `Forbidden`."""
    require_admin(actor)
    if person.id == to.id:
        raise CannotLeave("Nobody can hand over to themselves. Choose somebody else.")
    if to.state != Person.State.ACTIVE:
        raise CannotLeave(f"{to.name} is not active and can take over nothing.")
    if person.state not in (Person.State.ACTIVE, Person.State.INVITED):
        raise CannotLeave(f"{person.name} has left already.")
    return Leaving.objects.create(
        person=person,
        to=to,
        preview=[{"key": step.key, "sentences": step.preview(person, to)} for step in _ordered()],
        created_by=actor.person_id,
    )


@transaction.atomic
def apply_leaving(actor: Actor, leaving_id: str) -> Leaving:
    """Suspend the person now and hand over in a job. Raises `AlreadyApplied`, `NotFound`,
    `Forbidden`.
    """
    from ..jobs import hand_over

    leaving = _locked(actor, leaving_id)
    if leaving.state != Leaving.State.PLANNED:
        raise AlreadyApplied()
    suspend(actor, leaving.person)
    leaving.state, leaving.applied_at = Leaving.State.APPLYING, timezone.now()
    leaving.delete_after = leaving.applied_at + HOLD
    leaving.save()
    LeavingStepRun.objects.bulk_create(
        LeavingStepRun(leaving=leaving, key=step.key) for step in _ordered()
    )
    hand_over.enqueue(leaving_id=leaving.id)
    _announce("leaving.applied", leaving, {"state": ["planned", "applying"]})
    return leaving


@transaction.atomic
def undo_leaving(actor: Actor, leaving_id: str) -> Leaving:
    """Let the person in again; what was handed over stays with the successor, who may give it back.

    Raises `HoldIsOver`, `NotFound`, `Forbidden`.
    """
    leaving = _locked(actor, leaving_id)
    if leaving.state not in (Leaving.State.APPLYING, Leaving.State.HELD):
        raise HoldIsOver()
    restore(actor, leaving.person)
    before = leaving.state
    leaving.state, leaving.delete_after = Leaving.State.UNDONE, None
    leaving.save()
    for step in _ordered():
        if step.undo is not None:
            step.undo(leaving.person, leaving.to)
    _announce("leaving.undone", leaving, {"state": [before, leaving.state]})
    return leaving


@transaction.atomic
def set_legal_hold(actor: Actor, leaving_id: str, held: bool) -> Leaving:
    """Keep an account from being deleted, or let it go. Raises `NotFound`, `Forbidden`."""
    leaving = _locked(actor, leaving_id)
    if leaving.has_legal_hold != held:
        leaving.has_legal_hold = held
        leaving.save(update_fields=["has_legal_hold"])
        _announce("leaving.hold_changed", leaving, {"has_legal_hold": [not held, held]})
    return leaving


@transaction.atomic
def delete_now(actor: Actor, leaving_id: str) -> Leaving:
    """End the hold early. Raises `OnLegalHold`, `HoldIsOver`, `NotFound`, `Forbidden`."""
    leaving = _locked(actor, leaving_id)
    if leaving.has_legal_hold:
        raise OnLegalHold()
    if leaving.state != Leaving.State.HELD:
        raise HoldIsOver("This account is not held.")
    _delete(leaving)
    return leaving


def proceed(leaving_id: str) -> None:
    """Run every leaving step that is not done; raises `HandOverFailed` when some could not be
    done.
    """
    leaving = Leaving.objects.select_related("person", "to").get(id=leaving_id)
    if leaving.state != Leaving.State.APPLYING:
        return
    open_keys = set(
        leaving.step_runs.exclude(state=StepRun.State.DONE).values_list("key", flat=True)
    )
    errors = [_run(step, leaving) for step in _ordered() if step.key in open_keys]
    failures = [error for error in errors if error]
    with transaction.atomic():
        leaving.error = "; ".join(failures)[:500]
        if not failures:
            leaving.state, leaving.finished_at = Leaving.State.HELD, timezone.now()
        leaving.save(update_fields=["state", "error", "finished_at"])
        _tell(leaving)
    if failures:
        raise HandOverFailed("; ".join(failures))


@transaction.atomic
def delete_due() -> None:
    """Delete the accounts whose hold is over; a legal hold or an undoing keeps them."""
    over = Leaving.objects.select_for_update().filter(
        state=Leaving.State.HELD, has_legal_hold=False, delete_after__lte=timezone.now()
    )
    for leaving in over:
        _delete(leaving)


def _ordered() -> list[LeavingStep]:
    return [steps.leaving_steps[key] for key in sorted(steps.leaving_steps)]


def _locked(actor: Actor, leaving_id: str) -> Leaving:
    require_admin(actor)
    found: Iterable[Leaving] = Leaving.objects.select_for_update().filter(id=leaving_id)
    for leaving in found:
        return leaving
    raise NotFound()


def _run(step: LeavingStep, leaving: Leaving) -> str:
    runs = LeavingStepRun.objects.filter(leaving=leaving, key=step.key)
    try:
        with transaction.atomic():
            step.run(leaving.person, leaving.to)
            runs.update(state=StepRun.State.DONE, error="", finished_at=timezone.now())
    except Refusal as refusal:
        reason = f"{step.key}: {refusal.detail}"
    except Exception as error:  # the boundary of foreign steps: recorded, and retried
        reason = f"{step.key}: {type(error).__name__}: {error}"
    else:
        return ""
    runs.update(state=StepRun.State.FAILED, error=reason[:500])
    return reason


def _delete(leaving: Leaving) -> None:
    delete_person(SYSTEM, leaving.person)
    leaving.state = Leaving.State.DELETED
    leaving.save(update_fields=["state"])
    _announce("leaving.deleted", leaving, {"state": ["held", "deleted"]})


def _announce(name: str, leaving: Leaving, changes: dict[str, list[object]]) -> None:
    events.emit(
        name,
        stream=f"person:{leaving.person_id}",
        subject=("leaving", leaving.id),
        payload={"person_id": leaving.person_id, "to_id": leaving.to_id},
        changes=changes,
    )
    _tell(leaving)


def _tell(leaving: Leaving) -> None:
    if leaving.created_by:
        live.publish(
            [leaving.created_by], "provisioning", leaving_id=leaving.id, state=leaving.state
        )
