from .chain import Verdict as Verdict
from .chain import verify_chain as verify_chain
from .models import Entry as Entry
