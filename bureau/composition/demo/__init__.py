"""The demo company: Relume, a marketplace for refurbished electronics. Deterministic, safe to load twice.

Everything is made through the apps' public actions, so what is seen is what the product does.
"""
