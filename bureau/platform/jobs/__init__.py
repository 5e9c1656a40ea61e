"""Jobs: work that outlives the request, kept in the database and enqueued in the caller's
transaction.

    @jobs.job("drive.thumbnail")
    def make_thumbnail(node_id: str) -> None: ...

    make_thumbnail.enqueue(node_id=node.id)

A job runs at least once. By default it runs inside one transaction together with the removal of its
own
row, so its database effects happen exactly once. `atomic=False` is for jobs that talk to the
outside.
Failures back off exponentially; after `attempts` tries the job becomes a dead letter, which an
admin sees
and can replay. Jobs with the same `serial` run one after the other, in the order they were
enqueued.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
