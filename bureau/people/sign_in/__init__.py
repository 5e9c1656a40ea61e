"""Sign-in: how allauth is bent to this house. Its API under /_allauth/ is the only way in for
browsers.
"""
