"""From YAML files to questions: every mistake of a file at once, with file, line, field and what to do.

`nodes` reads YAML with line numbers, `fields` reads named values, `parts` and `question` build a question,
`files` reads topics and folders.
"""

from content.loader.fields import Place
from content.loader.files import Loaded, load_file, load_folder, load_topic, together, topic_files
from content.loader.problems import ContentError, Problem
from content.loader.question import Located

__all__ = [
    "ContentError",
    "Loaded",
    "Located",
    "Place",
    "Problem",
    "load_file",
    "load_folder",
    "load_topic",
    "together",
    "topic_files",
]
