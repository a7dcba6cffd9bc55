from pathlib import Path

import pytest

from bot.pictures.gallery import main, page
from bot.pictures.samples import samples

DOCS = Path(__file__).parents[3] / "docs" / "pictures"


def test_the_gallery_draws_every_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "new" / "folder")]) == 0
    written = {path.name for path in (tmp_path / "new" / "folder").iterdir()}
    assert written == {*(f"{name}.png" for name in samples()), "README.md"}
    assert len(capsys.readouterr().out.splitlines()) == len(samples())


def test_the_gallery_asks_for_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "--out" in capsys.readouterr().err


def test_every_sample_says_that_it_is_one() -> None:
    assert all(drawing.title.startswith("Sample: ") for drawing in samples().values())


def test_the_pictures_in_the_docs_are_those_of_the_gallery() -> None:
    assert (DOCS / "README.md").read_text(encoding="utf-8") == page(samples())
    pictures = {path.stem: path.stat().st_size for path in DOCS.glob("*.png")}
    assert pictures.keys() == samples().keys()
    assert sum(pictures.values()) < 400_000
