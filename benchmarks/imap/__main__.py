"""`python -m benchmarks.imap [messages]`."""

from .run import main

main()
