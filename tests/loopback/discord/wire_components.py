"""Components and embeds as Discord returns them: files resolved, defaults filled in."""

from __future__ import annotations

from typing import Any

from .checks import parts
from .state import Json, Message

DEFAULTS: dict[int, Json] = {
    parts.SEPARATOR: {"spacing": 1, "divider": True},
    parts.CONTAINER: {"accent_color": None, "spoiler": False},
    parts.THUMBNAIL: {"description": None, "spoiler": False},
    parts.FILE: {"spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1} for kind in parts.SELECTS},
}


class Shown:
    """The embeds and components of a message, and the names of the files they show."""

    def __init__(self, message: Message, files: dict[str, Json]) -> None:
        self.files = files
        self.used: set[str] = set()
        self.embeds = [self._embed(embed) for embed in message.embeds]
        self.components = [self._component(component) for component in message.components]

    def _component(self, component: Json) -> Json:
        found = {**DEFAULTS.get(component["type"], {}), **component}
        if "components" in found:
            found["components"] = [self._component(child) for child in found["components"]]
        if "accessory" in found:
            found["accessory"] = self._component(found["accessory"])
        if "items" in found:
            found["items"] = [
                {"description": None, "spoiler": False, **item, "media": self._media(item["media"])}
                for item in found["items"]
            ]
        if "media" in found:
            found["media"] = self._media(found["media"])
        if "file" in found:
            found["file"] = self._media(found["file"])
            file = self.files.get(component["file"]["url"].removeprefix("attachment://"), {})
            found |= {"name": file.get("filename", ""), "size": file.get("size", 0)}
        return found

    def _media(self, media: Json) -> Json:
        """A media item with its address; the id is Discord's own."""
        resolved: Json = self._resolve(media)
        return {"id": "0", "proxy_url": resolved["url"], **resolved}

    def _embed(self, embed: Json) -> Json:
        found: Json = {"type": "rich", **self._resolve(embed)}
        if "fields" in found:
            found["fields"] = [{"inline": False, **field} for field in found["fields"] or []]
        return found

    def _resolve(self, node: Any) -> Any:
        """A copy in which `attachment://` addresses are those of the files."""
        if isinstance(node, list):
            return [self._resolve(item) for item in node]
        if isinstance(node, dict):
            return {key: self._resolve(value) for key, value in node.items()}
        name = node.removeprefix("attachment://") if isinstance(node, str) else ""
        if name == node or name not in self.files:
            return node
        self.used.add(name)
        return self.files[name]["url"]
