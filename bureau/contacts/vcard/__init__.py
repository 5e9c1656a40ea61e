"""vCards, versions 2.1 to 4.0 (RFC 2426, RFC 6350): reading, writing, converting, editing.

Pure: knows no tables. A card that is read and written again is the same octets; where one property
is edited, all others keep theirs, the unknown ones too.
"""

from .card import BadCard as BadCard
from .card import VCard as VCard
from .card import new_card as new_card
from .card import read_card as read_card
from .convert import converted as converted
from .describe import Described as Described
from .describe import describe as describe
from .files import BadPart as BadPart
from .files import read_file as read_file
from .lines import Property as Property
from .lines import property_of as property_of
