"""`python -m benchmarks.form_to_ticket`."""

from .run import main

main()
