"""Events: what happened, written in the transaction that made it happen (a transactional outbox).

    events.emit("form.answered", stream=f"form:{form.id}", subject=("response", response.id))
    events.subscribe("desk.intake", ["mail.received"], open_ticket)

`emit` stores the event and one job per subscriber; the worker calls each subscriber at least once,
in order
per stream, inside a transaction with the removal of the job: database effects happen exactly once.
A failing
subscriber holds back only its own stream, then becomes a dead letter. Payloads are JSON and hold
ids and small
facts, never secrets.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
