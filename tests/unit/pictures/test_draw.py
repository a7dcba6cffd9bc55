import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from PIL import Image

from bot.pictures.draw import draw
from bot.pictures.samples import samples
from tests.unit.pictures.examples import EXAMPLES
from tests.unit.pictures.pixels import ALL, pixels, png_of


def chunks(png: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a PNG by name; fails where a checksum is wrong."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        yield body[:4].decode(), body[4:]
        at += 12 + length


@pytest.mark.parametrize("name", ALL)
def test_every_picture_is_a_whole_png_720_pixels_wide_and_under_200_kilobytes(name: str) -> None:
    png = png_of(name)
    parts = list(chunks(png))
    assert [parts[0][0], parts[-1][0]] == ["IHDR", "IEND"]
    width, height = struct.unpack(">II", parts[0][1][:8])
    assert width == 720
    assert 150 <= height <= 3000
    assert len(png) < 200_000


def test_a_picture_carries_no_metadata() -> None:
    assert {name for name, _ in chunks(png_of("sample-area-radar"))} <= {
        "IHDR",
        "PLTE",
        "tRNS",
        "IDAT",
        "IEND",
    }


@pytest.mark.parametrize(("scale", "width"), [(0.5, 180), (1.0, 360), (1.5, 540), (2.0, 720), (3.0, 1080)])
def test_the_scale_multiplies_the_size(scale: float, width: int) -> None:
    name = "heat-one-cell"
    with Image.open(io.BytesIO(png_of(name))) as image:
        logical_height = image.height / 2
    with Image.open(io.BytesIO(draw(EXAMPLES[name], scale=scale))) as image:
        assert image.size == (width, round(logical_height * scale))


@pytest.mark.parametrize("scale", [0, -1, 0.4, 4.1, float("nan"), float("inf")])
def test_other_scales_are_refused(scale: float) -> None:
    with pytest.raises(ValueError, match=r"scale must be from 0\.5 to 4"):
        draw(EXAMPLES["heat-one-cell"], scale=scale)


def test_equal_drawings_give_equal_bytes_from_any_thread() -> None:
    names = list(samples())[:4]
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda name: draw(samples()[name]), names))
    assert again == [png_of(f"sample-{name}") for name in names]


def test_equal_drawings_give_equal_bytes_in_another_process() -> None:
    program = (
        "from hashlib import sha256; from bot.pictures.draw import draw; from bot.pictures.samples import samples;"
        "print(sha256(draw(samples()['team-heat-map'])).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.strip() == sha256(png_of("sample-team-heat-map")).hexdigest()


def test_matplotlib_is_loaded_by_the_first_picture_only_and_pyplot_never() -> None:
    program = """
import sys
import bot.pictures.draw, bot.pictures.drawings, bot.pictures.samples
assert "matplotlib" not in sys.modules
assert "numpy" not in sys.modules
bot.pictures.draw.draw(bot.pictures.samples.samples()["progress"])
assert "matplotlib" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("name", ["sample-area-radar", "sample-streak-calendar", "activity-no-days"])
def test_the_card_is_solid_with_a_border_and_only_its_round_corners_are_transparent(name: str) -> None:
    picture = pixels(png_of(name))
    height, width = picture.shape[:2]
    assert [picture[y, x, 3] for y in (0, height - 1) for x in (0, width - 1)] == [0, 0, 0, 0]
    assert (picture[32:-32, 2:-2, 3] == 255).all()
    assert (picture[2:-2, 32:-32, 3] == 255).all()
    middle = height // 2
    assert tuple(picture[middle, 1]) == (0x85, 0x8D, 0x99, 255)
    assert tuple(picture[middle, 10]) == (0xFC, 0xFC, 0xFD, 255)
