"""The IMAP server (RFC 9051, RFC 3501): an adapter over the same tables and actions as JMAP.

`server` listens, `connection` talks, `session` carries commands out on a thread, one module a
family of commands. A selected mailbox is a `view`: uids and flags as the client knows them,
brought up to date by reading what changed since.
"""
