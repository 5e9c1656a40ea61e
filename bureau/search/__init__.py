"""Search: one index over everything a person may see, in the database itself.

    with transaction.atomic():                      # the caller's: found as soon as it commits
        search.put("file", node.id, node.scope_id, node.name, text, node.changed_at,
        f"/drive/{node.id}") search.register_scopes("file", lambda actor:
        visible_scopes(principals_of(actor.person_id)))

`scope` is a token such as an access scope's id or `account:<person>`; a person finds an entry
when the kind's registered function returns its token. Rights are part of the index query. No
errors of its own; `put` costs three writes, `rescope` one per object.

The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
