"""Transport compression: one stream per connection (developers/events/gateway.mdx, Transport Compression)."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Encode = Callable[[str], str | bytes]


def plain() -> Encode:
    """No compression: text frames."""
    return lambda text: text


def zlib_stream() -> Encode:
    """A shared zlib context, flushed after every message (suffix 00 00 ff ff)."""
    context = zlib.compressobj()
    return lambda text: context.compress(text.encode()) + context.flush(zlib.Z_SYNC_FLUSH)


def zstd_stream() -> Encode:
    """A zstd frame that stays open, a block flushed after every message. ImportError without zstd."""
    zstd: Any
    try:
        zstd = importlib.import_module("compression.zstd")
    except ImportError:
        zstd = importlib.import_module("zstandard")
        stream = zstd.ZstdCompressor().compressobj()
        flush = zstd.COMPRESSOBJ_FLUSH_BLOCK
        return lambda text: bytes(stream.compress(text.encode()) + stream.flush(flush))
    context = zstd.ZstdCompressor()
    return lambda text: bytes(context.compress(text.encode(), context.FLUSH_BLOCK))


CODECS: dict[str, Callable[[], Encode]] = {"": plain, "zlib-stream": zlib_stream, "zstd-stream": zstd_stream}


def available() -> list[str]:
    """The values of `compress` that this Python can serve."""
    names = []
    for name, make in CODECS.items():
        try:
            make()
        except ImportError:
            continue
        names.append(name)
    return names
