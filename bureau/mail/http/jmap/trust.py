"""The Email property `trust`: what is known of the author, decided when the message came in."""

from .extensions import EmailProperty, register_email_property


def register_trust() -> None:
    """Add the property to Email; null where nothing was judged, as in own mail and imports."""
    register_email_property(
        EmailProperty("trust", column="trust", make=lambda trust: trust or None)
    )
