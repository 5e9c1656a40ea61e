"""Desk: queues and tickets, opened and answered by mail.

A queue is a team's address; mail to it becomes a ticket, replies land on the ticket they answer,
and what the
desk sends is mail again. Taking the same mail in twice changes nothing. Every call checks the
actor's role on
the queue's scope: viewers read, editors work on tickets, managers set the queue up; a queue that an
actor has
no role on does not exist for them (`NotFound`). Actions open one transaction each; mail leaves
through the
registered action `mail.send`.

The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
