"""`python -m benchmarks.mail_web [messages]`."""

from .run import main

main()
