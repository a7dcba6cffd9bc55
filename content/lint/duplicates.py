"""Questions that ask the same, or teach the same with other words.

No model is loaded: cosine of TF-IDF over words and over character 4-grams, once over what a question asks and offers,
once over what it teaches (key, hint and explanation too). Where these bring two questions near, rapidfuzz's token
ratio decides whether they are the same but for the order of words. The thresholds were set by paraphrasing questions:
a paraphrase scores 0.5 and more, the nearest of honest neighbours in one topic below 0.45.
"""

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from content.lint.findings import Finding, Severity, Subject, about
from content.lint.strategies import COMMON, words
from content.model import Kind, Question

CHECK = "duplicates"
Matrix = NDArray[np.floating]
COLUMNS = 1 << 13  # hashed features; collisions hardly move a cosine
ASKED_SAME, ASKED_ALIKE, TAUGHT_ALIKE = 0.65, 0.47, 0.45  # cosine, 0..1: an error, a warning, a warning
NEAR, REORDERED = 0.3, 0.9  # from this cosine on the ratio is asked; from this ratio on it is an error


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two questions by their index, `first` < `second`, and how alike they are, 0..1 each."""

    first: int
    second: int
    asked: float
    taught: float
    reordered: float

    @property
    def is_same(self) -> bool:
        """Whether one of the two is too many."""
        return self.asked >= ASKED_SAME or self.reordered >= REORDERED

    @property
    def is_alike(self) -> bool:
        """Whether somebody should look at them."""
        return self.is_same or self.asked >= ASKED_ALIKE or self.taught >= TAUGHT_ALIKE


def check_duplicates(subject: Subject) -> Iterator[Finding]:
    """Pairs that ask or teach the same, told at the later one."""
    for pair in nearest([located.question for located in subject.questions]):
        if not pair.is_alike:
            continue
        earlier, later = subject.questions[pair.first], subject.questions[pair.second]
        message = (
            f"asks {pair.asked:.0%}, teaches {pair.taught:.0%} the same as {earlier.question.id} "
            f"({earlier.path}:{earlier.line}); ask for something else, or retire one"
        )
        severity = Severity.ERROR if pair.is_same else Severity.WARNING
        yield about(later, "prompt", message, check=CHECK, severity=severity)


def nearest(questions: Sequence[Question]) -> list[Pair]:
    """The pairs that are somewhat alike, the most alike first."""
    if len(questions) < 2:
        return []
    texts = [asked(question) for question in questions]
    asking = _likeness(texts)
    teaching = _likeness([taught(question) for question in questions])
    pairs = []
    for first, second in np.argwhere(np.triu(np.maximum(asking, teaching), k=1) >= NEAR):
        pairs.append(
            Pair(
                first=int(first),
                second=int(second),
                asked=float(asking[first, second]),
                taught=float(teaching[first, second]),
                reordered=fuzz.token_sort_ratio(texts[first], texts[second]) / 100,
            )
        )
    return sorted(pairs, key=lambda pair: (-max(pair.asked, pair.taught), pair.first, pair.second))


def asked(question: Question) -> str:
    """What a question asks and offers, as plain lower-case words."""
    offered = [option.text for option in question.options if question.kind is not Kind.TRUE_FALSE]
    return _plain(question.prompt, *offered)


def taught(question: Question) -> str:
    """What a learner takes away: the question, its key, hint and explanation."""
    key = [option.text for option in question.options if option.id in question.answer]
    return _plain(question.prompt, *(key or question.answer), question.hint, question.explanation)


def _plain(*texts: str) -> str:
    return " ".join(words(" ".join(texts)))


def _likeness(texts: Sequence[str]) -> Matrix:
    return (_cosines(texts, _words) + _cosines(texts, _letters)) / 2


def _letters(text: str) -> list[str]:
    return [text[index : index + 4] for index in range(max(1, len(text) - 3))]


def _words(text: str) -> list[str]:
    return [word for word in words(text) if word not in COMMON]


def _cosines(texts: Sequence[str], features: Callable[[str], list[str]]) -> Matrix:
    """The matrix of cosines of the texts' TF-IDF vectors."""
    counts = [Counter(zlib.crc32(feature.encode()) % COLUMNS for feature in features(text)) for text in texts]
    holding = Counter(column for count in counts for column in count)
    weights = {column: math.log((1 + len(texts)) / (1 + found)) + 1 for column, found in holding.items()}
    matrix = np.zeros((len(texts), COLUMNS), dtype=np.float32)
    for row, count in enumerate(counts):
        for column, times in count.items():
            matrix[row, column] = (1 + math.log(times)) * weights[column]
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(lengths == 0, 1, lengths)
    return matrix @ matrix.T
