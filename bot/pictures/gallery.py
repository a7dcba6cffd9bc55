"""Draws a sample of each picture: `python -m bot.pictures.gallery --out DIR`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.pictures.alt import alt_text
from bot.pictures.draw import draw
from bot.pictures.plain import plain_text
from bot.pictures.samples import samples
from bot.pictures.values import Drawing


def page(drawings: dict[str, Drawing]) -> str:
    """A Markdown page that shows the pictures, each with its alt text and its plain text."""
    parts = [
        "# Pictures",
        "Drawn by `python -m bot.pictures.gallery --out docs/pictures`. All figures are made up.",
    ]
    for name, drawing in drawings.items():
        alt = alt_text(drawing).replace("[", "(").replace("]", ")")
        parts += [f"## {drawing.title}", f"![{alt}]({name}.png)", f"```text\n{plain_text(drawing)}\n```"]
    return "\n\n".join(parts) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the PNGs and `README.md` into the directory, which is made if need be."""
    parser = argparse.ArgumentParser(prog="python -m bot.pictures.gallery", description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    out: Path = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    drawings = samples()
    for name, drawing in drawings.items():
        path = out / f"{name}.png"
        size = path.write_bytes(draw(drawing))
        print(f"{path}  {size:,} bytes")
    (out / "README.md").write_text(page(drawings), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
