"""Requests of the calendar's routes under /api/v1."""

from django.http import HttpRequest

from bureau.people import Actor


class SignedRequest(HttpRequest):
    """A request whose route demanded `signed_in`."""

    auth: Actor
