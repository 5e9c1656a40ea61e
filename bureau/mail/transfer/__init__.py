"""Mail from elsewhere and to files: readers of mbox, Maildir, Google Takeout and IMAP, the mbox
writer, and the run that files batches together with its position, so that it can be killed at any
point and goes on without losing or doubling a message.
"""
