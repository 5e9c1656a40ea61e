"""`python -m benchmarks.realtime` prints the tables; `--short` measures a few cases only."""

from .run import main

main()
