"""The demo company: Relume, a marketplace for refurbished electronics. Deterministic, safe to
load twice.

Everything is made through the apps' public actions, so what is seen is what the product does.
"""


def sign_in_hint() -> str:
    """Return how to sign in to the demo company, or nothing where it is not loaded."""
    from . import company

    return company.sign_in_hint() if company.is_loaded() else ""
