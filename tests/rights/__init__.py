"""Who may call what, over all routes."""
