"""A joiner has a calendar; a leaver's calendars go to the successor."""

from bureau.calendar.actions.calendars import open_default_calendar
from bureau.calendar.actions.hand_over import hand_over, preview, take_back
from bureau.calendar.models import Calendar, CalendarListEntry
from bureau.calendar.provisioning_steps import CALENDAR

from .client import DavClient
from .samples import event


def test_a_joiner_has_one_calendar_in_their_language_however_often_the_step_runs(
    ada: DavClient,
) -> None:
    ada.person.language = "fr"
    CALENDAR.run(ada.person, {})
    CALENDAR.run(ada.person, {})
    (made,) = Calendar.objects.filter(owner=ada.person)
    assert (made.name, made.slug) == ("Agenda", "default")
    assert CalendarListEntry.objects.filter(person=ada.person, calendar=made).count() == 1


def test_the_successor_manages_the_leavers_calendars_and_it_can_be_undone(
    ada: DavClient, ben: DavClient
) -> None:
    calendar = open_default_calendar(ada.person)
    own = f"/dav/calendars/{ada.person.id}/default/"
    ada.put(f"{own}one.ics", event("one"))
    assert preview(ada.person, ben.person) == [
        "Ben may change and share Ada's calendar “Calendar”."
    ]
    hand_over(ada.person, ben.person)
    hand_over(ada.person, ben.person)
    path = f"/dav/calendars/{ben.person.id}/{calendar.id}/"
    assert ben.propfind(path, "D:displayname").text("D:displayname") == "Calendar (Ada)"
    assert ben.put(f"{path}one.ics", event("one", summary="x")).status == 204
    take_back(ada.person, ben.person)
    take_back(ada.person, ben.person)
    assert ben.call("PROPFIND", path, Depth="0").status == 404
