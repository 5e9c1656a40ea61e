"""Finding messages of one account: the operator language, the index of words, and running a
condition newest first.

`conditions` says what may be asked; `syntax` reads what people type, `http/jmap/email_filter` what
clients send. `plan` turns a condition into SQL whose outer loop is an index in the order of the
answer, so that the first page is read without the rest. `feed` keeps the index: a message is found
as soon as the transaction that filed it commits, the words inside its attachments a job later.
"""
