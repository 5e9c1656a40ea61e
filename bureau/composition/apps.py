"""The composition root: wires every app to the engines once Django is ready."""

from django.apps import AppConfig


class CompositionConfig(AppConfig):
    """Runs last of all apps."""

    name = "bureau.composition"
    label = "composition"

    def ready(self) -> None:
        from .wiring import wire

        wire()
