"""Background work of automation."""

from bureau.platform import jobs

from . import engine


@jobs.job("automation.run", atomic=False)
def run_rule(run_id: str) -> None:
    """Perform one run of a rule."""
    engine.execute(run_id)
