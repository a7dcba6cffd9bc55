"""Runs a program that may import the modules of `helpers/`: python -I -B with_helpers.py PROGRAM."""

import runpy
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "helpers"))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
