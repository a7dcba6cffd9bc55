"""The learning effect, measured on simulated learners: `python -m benchmarks.learning --help`."""
