"""presage (Debian `presage`): predictive text from n-gram tables in SQLite, asked through its C
interface. It gives the likeliest word and no confidence, so it always shows one.
"""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bureau.compose.engine.search import caret_of
from bureau.compose.engine.tokens import raised
from bureau.compose.engine.writer import Context, Suggestion, is_foreign

LIBRARY = "libpresage.so.1"
ORDER = 3
_CONFIG = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<Presage>
  <PredictorRegistry><LOGGER>ERROR</LOGGER>
    <PREDICTORS>Common Own DefaultRecencyPredictor</PREDICTORS></PredictorRegistry>
  <ContextTracker><LOGGER>ERROR</LOGGER><SLIDING_WINDOW_SIZE>80</SLIDING_WINDOW_SIZE>
    <LOWERCASE_MODE>yes</LOWERCASE_MODE><ONLINE_LEARNING>no</ONLINE_LEARNING></ContextTracker>
  <Selector><LOGGER>ERROR</LOGGER><SUGGESTIONS>1</SUGGESTIONS>
    <REPEAT_SUGGESTIONS>yes</REPEAT_SUGGESTIONS>
    <GREEDY_SUGGESTION_THRESHOLD>0</GREEDY_SUGGESTION_THRESHOLD></Selector>
  <PredictorActivator><LOGGER>ERROR</LOGGER><PREDICT_TIME>1000</PREDICT_TIME>
    <MAX_PARTIAL_PREDICTION_SIZE>60</MAX_PARTIAL_PREDICTION_SIZE>
    <COMBINATION_POLICY>Meritocracy</COMBINATION_POLICY></PredictorActivator>
  <ProfileManager><LOGGER>ERROR</LOGGER><AUTOPERSIST>false</AUTOPERSIST></ProfileManager>
  <Predictors>
    <Common>{ngram}<DBFILENAME>{common}</DBFILENAME></Common>
    <Own>{ngram}<DBFILENAME>{own}</DBFILENAME></Own>
    <DefaultRecencyPredictor><PREDICTOR>RecencyPredictor</PREDICTOR><LOGGER>ERROR</LOGGER>
      <LAMBDA>1</LAMBDA><N_0>1</N_0><CUTOFF_THRESHOLD>20</CUTOFF_THRESHOLD>
    </DefaultRecencyPredictor>
  </Predictors>
</Presage>
"""
_NGRAM = (
    "<PREDICTOR>SmoothedNgramPredictor</PREDICTOR><LOGGER>ERROR</LOGGER>"
    "<DELTAS>0.01 0.1 0.89</DELTAS><LEARN>false</LEARN>"
    "<DatabaseConnector><LOGGER>ERROR</LOGGER></DatabaseConnector>"
)
_Callback = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)


def is_there() -> bool:
    """Tell whether presage is installed."""
    return shutil.which("text2ngram") is not None


class Trained:
    """Tables of n-grams in a folder that goes with this."""

    def __init__(self, office: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bench-presage-")
        self._common = self._table(office)

    def _table(self, bodies: Sequence[str]) -> Path:
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        (folder / "text").write_text("\n".join(bodies), "utf-8")
        for n in range(1, ORDER + 1):
            subprocess.run(
                ["text2ngram", "-n", str(n), "-l", "-f", "sqlite", "-o", "table", "text"],
                cwd=folder,
                check=True,
                capture_output=True,
            )
        return folder / "table"

    def writer(self, own: Sequence[str]) -> "Presage":
        """Return a predictor that knows these letters too."""
        config = Path(tempfile.mkdtemp(dir=self._folder.name)) / "presage.xml"
        tables = {"common": self._common, "own": self._table(own), "ngram": _NGRAM}
        config.write_text(_CONFIG.format(**tables))
        return Presage(config)


class Presage:
    """One predictor."""

    def __init__(self, config: Path) -> None:
        self._past, self._future = b"", b""
        # Kept: the library calls them.
        self._calls = (_Callback(lambda _: self._past), _Callback(lambda _: self._future))
        self._library = ctypes.CDLL(LIBRARY)
        self._library.presage_free_string_array.argtypes = [ctypes.c_void_p]
        self._it = ctypes.c_void_p()
        past, future = self._calls
        arguments = (past, None, future, None, str(config).encode(), ctypes.byref(self._it))
        if self._library.presage_new_with_config(*arguments):
            raise RuntimeError("presage cannot be started")

    def suggest(self, prefix: str, context: Context) -> list[Suggestion]:
        """Return the rest of the likeliest word, with the capital letter that it does not know."""
        if is_foreign(prefix[-80:]):
            return []
        caret = caret_of(prefix)
        word = self._likeliest(prefix)
        if caret.opens and not caret.typed or word == "i":
            word = raised(word)
        rest = word[len(caret.typed) :]
        is_more = word.lower().startswith(caret.typed.lower()) and len(rest) > 1
        blank = "" if caret.typed or caret.has_space else " "
        return [Suggestion(blank + rest, 1.0)] if is_more else []

    def _likeliest(self, prefix: str) -> str:
        self._past = prefix[-300:].encode()
        found = ctypes.POINTER(ctypes.c_char_p)()
        if self._library.presage_predict(self._it, ctypes.byref(found)):
            return ""
        word = (found[0] or b"").decode("utf-8", "replace")
        self._library.presage_free_string_array(found)
        return word
