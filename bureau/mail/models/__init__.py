"""Tables of mail. A message is one blob and one row per account; a mailbox is a label."""

from .accounts import Account as Account
from .accounts import AutoAnswer as AutoAnswer
from .accounts import Delegation as Delegation
from .accounts import Identity as Identity
from .accounts import ListRule as ListRule
from .accounts import Mailbox as Mailbox
from .accounts import Upload as Upload
from .emails import Change as Change
from .emails import Email as Email
from .emails import EmailLabel as EmailLabel
from .emails import EmailText as EmailText
from .emails import Thread as Thread
from .emails import ThreadKey as ThreadKey
from .emails import ThreadLabel as ThreadLabel
from .personal import GroupSender as GroupSender
from .personal import MailSettings as MailSettings
from .personal import Template as Template
from .submissions import Recipient as Recipient
from .submissions import Submission as Submission
