"""IMAP and LMTP beside Dovecot: the same messages, the same commands, one run."""
