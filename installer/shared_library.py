"""Run by the packaged program before anything else: the modules that both programs share lie in one archive."""

import sys

sys.path.insert(0, sys.__dict__["_MEIPASS"] + "/library.zip")
