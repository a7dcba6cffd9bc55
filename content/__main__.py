"""`python -m content`: the content commands without the rest of the coach."""

from content.cli import build_app

if __name__ == "__main__":
    build_app()(prog_name="python -m content")
