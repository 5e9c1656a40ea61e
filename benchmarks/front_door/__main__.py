"""`python -m benchmarks.front_door` prints the table."""

from .run import main

main()
