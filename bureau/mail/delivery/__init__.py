"""The SMTP client: where mail for a domain goes, how it is protected on the way, what it is signed
with, and the conversation with the next host.

Nothing here writes to the database but the policies of other domains (`sts.py`).
"""
