"""`coach content ...`, also `python -m content ...`: results on standard output, progress on standard error.

Exit codes: 0 all well, 1 something is wrong with the content, 2 wrongly called.
"""

from content.cli.app import build_app

__all__ = ["build_app"]
