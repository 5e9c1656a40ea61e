"""A very large mailbox: lists, filters, counters and search, as the web client asks for them."""
