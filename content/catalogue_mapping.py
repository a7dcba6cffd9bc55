"""How the practice sites' words become ours: levels, areas and technologies.

| their difficulty                | our level |
| ------------------------------- | --------- |
| LeetCode Easy, 60 % accepted up | 1         |
| LeetCode Easy                   | 2         |
| LeetCode Medium, 70 % up        | 2         |
| LeetCode Medium, 45 % up        | 3         |
| LeetCode Medium                 | 4         |
| LeetCode Hard, 55 % up          | 4         |
| LeetCode Hard                   | 5         |
| Codewars 8 and 7 kyu            | 1         |
| Codewars 6 kyu                  | 2         |
| Codewars 5 kyu                  | 3         |
| Codewars 4 and 3 kyu            | 4         |
| Codewars 2 and 1 kyu            | 5         |

The rest are the tables below. A problem gets everything that any of its words stands for, and so may serve
several areas.
"""

import re
from typing import NamedTuple


class Trains(NamedTuple):
    """Areas and technologies that a word of a site stands for."""

    areas: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()


LEETCODE_LEVELS: dict[str, tuple[tuple[float, int], ...]] = {  # difficulty: (accepted from, in percent; level)
    "Easy": ((60.0, 1), (0.0, 2)),
    "Medium": ((70.0, 2), (45.0, 3), (0.0, 4)),
    "Hard": ((55.0, 4), (0.0, 5)),
}

CODEWARS_LEVELS = {8: 1, 7: 1, 6: 2, 5: 3, 4: 4, 3: 4, 2: 5, 1: 5}

LEETCODE_CATEGORIES = {
    "algorithms": Trains(("problem-solving",), ("algorithms",)),
    "database": Trains(("databases",), ("sql",)),
    "shell": Trains(("servers",)),
    "concurrency": Trains(("languages", "servers"), ("scalability",)),
    "javascript": Trains(("languages",), ("javascript",)),
    "pandas": Trains(("languages",), ("python",)),
}

LEETCODE_LANGUAGES = {  # those categories that are bound to a language; all others accept nearly any
    "database": ("sql",),
    "shell": ("shell",),
    "javascript": ("javascript", "typescript"),
    "pandas": ("python",),
}

_STRUCTURE = Trains(("languages", "problem-solving"), ("data-structures",))
_DESIGN = Trains(("languages", "problem-solving"), ("oop", "solution-design"))

LEETCODE_TOPICS = {
    "design": _DESIGN,
    "iterator": _DESIGN,
    "data-stream": _DESIGN,
    "linked-list": _STRUCTURE,
    "doubly-linked-list": _STRUCTURE,
    "stack": _STRUCTURE,
    "queue": _STRUCTURE,
    "hash-function": _STRUCTURE,
    "heap-priority-queue": _STRUCTURE,
    "binary-search-tree": _STRUCTURE,
    "trie": _STRUCTURE,
    "ordered-set": _STRUCTURE,
    "simulation": Trains(("problem-solving",), ("decomposition",)),
    "divide-and-conquer": Trains(("problem-solving",), ("decomposition",)),
    "recursion": Trains(("problem-solving",), ("decomposition",)),
    "dynamic-programming": Trains(("problem-solving",), ("complexity",)),
    "binary-search": Trains(("problem-solving",), ("complexity",)),
}

_VALIDATION = Trains(("security",), ("input-handling",))
_CIPHER = Trains(("security",), ("encryption",))
_WEB = Trains(("apis",))
_CACHE = Trains(("servers",), ("scalability",))
_BALANCING = Trains(("servers",), ("load-balancing",))
_NETWORK = Trains(("servers",))
_HISTORY = Trains(("version-control",), ("git",))
_ORDERING = Trains(("ci-cd",), ("pipelines",))  # jobs that wait for other jobs
_ASYNC = Trains(("frameworks",), ("nodejs",))  # timers, promises and events, as any Node.js server uses them

LEETCODE_SLUGS = {
    "validate-ip-address": Trains(("security", "servers"), ("input-handling",)),
    "find-invalid-ip-addresses": _VALIDATION,
    "valid-phone-numbers": _VALIDATION,
    "valid-number": _VALIDATION,
    "utf-8-validation": _VALIDATION,
    "tag-validator": _VALIDATION,
    "html-entity-parser": _VALIDATION,
    "strong-password-checker": _VALIDATION,
    "strong-password-checker-ii": _VALIDATION,
    "password-strength": _VALIDATION,
    "masking-personal-information": _VALIDATION,
    "unique-email-addresses": _VALIDATION,
    "find-valid-emails": _VALIDATION,
    "find-users-with-valid-e-mails": _VALIDATION,
    "coupon-code-validator": _VALIDATION,
    "invalid-transactions": _VALIDATION,
    "encrypt-and-decrypt-strings": _CIPHER,
    "find-the-encrypted-string": _CIPHER,
    "find-the-sum-of-encrypted-integers": _CIPHER,
    "decrypt-string-from-alphabet-to-integer-mapping": _CIPHER,
    "design-authentication-manager": Trains(("security",), ("authentication",)),
    "encode-and-decode-tinyurl": _WEB,
    "number-of-recent-calls": _WEB,
    "subdomain-visit-count": _WEB,
    "design-twitter": _WEB,
    "promise-time-limit": Trains(("apis", "frameworks"), ("third-party-apis", "nodejs")),
    "execute-asynchronous-functions-in-parallel": Trains(("apis", "frameworks"), ("third-party-apis", "nodejs")),
    "lru-cache": _CACHE,
    "lfu-cache": _CACHE,
    "cache-with-time-limit": Trains(("servers", "frameworks"), ("scalability", "nodejs")),
    "design-memory-allocator": _CACHE,
    "process-tasks-using-servers": _BALANCING,
    "find-servers-that-handled-most-number-of-requests": _BALANCING,
    "single-threaded-cpu": _BALANCING,
    "task-scheduler": _BALANCING,
    "minimum-processing-time": _BALANCING,
    "design-task-manager": _BALANCING,
    "average-time-of-process-per-machine": _NETWORK,
    "count-servers-that-communicate": _NETWORK,
    "count-zero-request-servers": _NETWORK,
    "count-pairs-of-connectable-servers-in-a-weighted-tree-network": _NETWORK,
    "network-delay-time": _NETWORK,
    "the-time-when-the-network-becomes-idle": _NETWORK,
    "network-recovery-pathways": _NETWORK,
    "critical-connections-in-a-network": _NETWORK,
    "implement-router": _NETWORK,
    "restore-ip-addresses": _NETWORK,
    "defanging-an-ip-address": _NETWORK,
    "reorder-data-in-log-files": _NETWORK,
    "crawler-log-folder": _NETWORK,
    # bisecting, version order, diffs, merge bases and the ancestry of commits
    "first-bad-version": Trains(("version-control", "testing"), ("git", "debugging")),
    "compare-version-numbers": Trains(("version-control", "ci-cd"), ("git", "deployment")),
    "snapshot-array": _HISTORY,
    "longest-common-subsequence": _HISTORY,
    "edit-distance": _HISTORY,
    "all-ancestors-of-a-node-in-a-directed-acyclic-graph": _HISTORY,
    "lowest-common-ancestor-of-a-binary-tree": Trains(("version-control",), ("git", "merging")),
    "course-schedule": _ORDERING,
    "course-schedule-ii": _ORDERING,
    "course-schedule-iv": _ORDERING,
    "parallel-courses-iii": _ORDERING,
    "sort-items-by-groups-respecting-dependencies": _ORDERING,
    "find-all-possible-recipes-from-given-supplies": _ORDERING,
    "find-eventual-safe-states": _ORDERING,
    "remove-methods-from-project": _ORDERING,
    "event-emitter": _ASYNC,
    "debounce": _ASYNC,
    "sleep": _ASYNC,
    "memoize": _ASYNC,
    "add-two-promises": _ASYNC,
    "timeout-cancellation": _ASYNC,
    "interval-cancellation": _ASYNC,
    "design-cancellable-function": _ASYNC,
}

CODEWARS_CATEGORIES = {
    "reference": Trains(("languages",)),
    "algorithms": Trains(("problem-solving",), ("algorithms",)),
    "games": Trains(("problem-solving",)),
    "bug_fixes": Trains(("testing",), ("debugging",)),
    "refactoring": Trains(("languages",), ("solution-design",)),
}

_ALGORITHMS = Trains(("problem-solving",), ("algorithms",))
_LANGUAGE = Trains(("languages",))
_STRUCTURES = Trains(("languages",), ("data-structures",))

CODEWARS_TAGS = {
    "Algorithms": _ALGORITHMS,
    "Mathematics": _ALGORITHMS,
    "Sorting": _ALGORITHMS,
    "Dynamic Programming": _ALGORITHMS,
    "Graph Theory": _ALGORITHMS,
    "Logic": Trains(("problem-solving",)),
    "Puzzles": Trains(("problem-solving",)),
    "Performance": Trains(("problem-solving",), ("complexity",)),
    "Fundamentals": _LANGUAGE,
    "Tutorials": _LANGUAGE,
    "Language Features": _LANGUAGE,
    "Functional Programming": _LANGUAGE,
    "Regular Expressions": _LANGUAGE,
    "Strings": _LANGUAGE,
    "Object-oriented Programming": Trains(("languages",), ("oop",)),
    "Design Patterns": Trains(("languages",), ("oop", "solution-design")),
    "Refactoring": Trains(("languages",), ("solution-design",)),
    "Arrays": _STRUCTURES,
    "Lists": _STRUCTURES,
    "Linked Lists": _STRUCTURES,
    "Queues": _STRUCTURES,
    "Data Structures": _STRUCTURES,
    "Debugging": Trains(("testing",), ("debugging",)),
    "Security": Trains(("security",)),
    "Ciphers": _CIPHER,
    "Cryptography": _CIPHER,
    "Networks": _NETWORK,
}

CODEWARS_TITLES = (  # half of the katas come without tags, so their names have to speak
    (re.compile(r"bug ?fix|debug|squash the bug|^FIXME|\[BUG\]|fix your code|basic function fixer", re.I),
     Trains(("testing",), ("debugging",))),
    (re.compile(r"thinking & testing", re.I), Trains(("testing",))),
    (re.compile(r"ci(?:ph|f)er|cypher|\bcaesar|rot13|encrypt|decrypt", re.I), _CIPHER),
    (re.compile(r"password|\bPIN\b|valid phone|credit card|username|e-?mail|\bIP validation|not very secure"
                r"|EAN validation|message validator|jdbc url", re.I), _VALIDATION),
    (re.compile(r"\bIPv?\d?\b|int32 to IP|IP address|socket server", re.I), _NETWORK),
    (re.compile(r"\bURL\b|web framework", re.I), _WEB),
    (re.compile(r"web framework", re.I), Trains(("frameworks",))),
    (re.compile(r"versions? manager|array\.diff|merged string", re.I), _HISTORY),
    (re.compile(r"\bclass(?:es)?\b|inheritance|\bOOP\b|interface", re.I), Trains(("languages",), ("oop",))),
)  # fmt: skip

CODEWARS_UNTAGGED = Trains(("problem-solving",))
CODEWARS_UNTAGGED_EASY = Trains(("languages",))  # 8 and 7 kyu: the basics of a language, whatever else
CODEWARS_EASY_FROM_KYU = 7

CODEWARS_LANGUAGE_TECHNOLOGIES = ("python", "java", "csharp", "ruby", "javascript")
