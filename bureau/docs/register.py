"""What docs registers with the engines and with drive; called once at start."""

from bureau import comments, drive, realtime, search


def register() -> None:
    """Teach drive, realtime and search about documents."""
    from . import indexing, jobs
    from .actions import create
    from .commenting import comment_kind
    from .content.schema import version
    from .policies import KIND, role_of

    drive.register_kind(
        drive.Kind(
            name=KIND,
            title="Document",
            url="/docs/{id}",
            created=create.on_created,
            copied=create.on_copied,
            purged=create.on_purged,
            search_kind=KIND,
            text=indexing.text_of_document,
        )
    )
    comments.register_kind(comment_kind())
    search.register_scopes(KIND, drive.search_scopes)
    realtime.register_item_kind(
        realtime.ItemKind(
            name=KIND,
            role_of=role_of,
            schema_version=version(),
            changed=jobs.on_changed,
            token_scope="docs",  # noqa: S106  a word of the API paths
        )
    )
