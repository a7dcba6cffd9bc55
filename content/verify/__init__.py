"""Proving keys by running programs: `coach content verify`.

`sandbox` runs one program, `tools` knows the languages, `compare` judges what was printed, `runner` does it for many
questions, `records` remembers. What is in `inside` runs in the child process.
"""
