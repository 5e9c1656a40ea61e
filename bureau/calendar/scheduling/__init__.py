"""Scheduling (RFC 5546, RFC 6638 §3.2) as pure functions: no clock, no database, no mail.

`plan` says what a write stores and which messages it sends; `apply` says what a received message
does to the receiver's object. Neither changes what it was given.
"""

from .answers import Answer as Answer
from .applying import Applied as Applied
from .applying import apply as apply
from .attendees import address_of as address_of
from .attendees import attendees_of as attendees_of
from .attendees import note_of as note_of
from .attendees import partstat_of as partstat_of
from .attendees import proposal_of as proposal_of
from .messages import ITip as ITip
from .messages import message_bytes as message_bytes
from .planning import plan as plan
from .result import Plan as Plan
