from .steps import LeavingStep as LeavingStep
from .steps import Step as Step
from .steps import register_leaving_step as register_leaving_step
from .steps import register_step as register_step
