"""Refusals of people."""

from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound, Refusal


class PeopleRefusal(Refusal):
    """Base of what people refuses."""


class BadPerson(PeopleRefusal, BadInput):
    """Values of a person, group or unit are wrong; `errors` lists {field, message}."""


class AddressTaken(PeopleRefusal, Conflict):
    """Somebody has this address already."""

    code = "address_taken"
    title = "This address is in use already. Choose another."


class GroupCycle(PeopleRefusal, Conflict):
    """The group would contain itself."""

    code = "group_cycle"
    title = "A group cannot contain itself, not even through other groups."


class LastAdministrator(PeopleRefusal, Conflict):
    """Nobody would be left to administer the organisation."""

    code = "last_administrator"
    title = "This is the last administrator. Give the role to somebody else first."


class WrongState(PeopleRefusal, Conflict):
    """The person is not in a state in which this makes sense."""

    code = "wrong_state"
    title = "This is not possible in the person's present state."


class InvitationGone(PeopleRefusal, NotFound):
    """The invitation does not exist, was used or replaced, or has expired."""

    code = "invitation_gone"
    title = "This invitation is not valid any more. Ask your administrator for a new one."


class PasskeyRefused(PeopleRefusal, BadInput):
    """The passkey that the browser made does not answer our challenge."""

    code = "passkey_refused"
    title = "The passkey could not be set up. Try again."


class TokenScope(PeopleRefusal, Forbidden):
    """The token does not cover this request."""

    code = "token_scope"
    title = "This token does not allow that. Make one with the scope it needs."
