"""The parts of a question that have fields of their own: options, near misses, rubric, references, verify."""

from content.loader.fields import Fields
from content.model import Kind, NearMiss, Option, Reference, Rubric, RubricPoint, Samples, Verify

WHY = "say why this option is wrong"


def read_options(fields: Fields, kind: Kind, key: tuple[str, ...]) -> tuple[Option, ...]:
    """The options of a question; `why` must stand on the wrong ones, and only there."""
    options: list[Option] = []
    for item in fields.each("options", mend="list the options, each {id, text, why}", least=2):
        item.only(("id", "text", "why"))
        option_id = item.slug("id", mend="give the option a stable id")
        text = item.text("text", mend="write the option")
        wrong = kind is not Kind.ORDER and option_id not in key
        why = item.text("why", mend=WHY, optional=not wrong)
        if why and kind is Kind.ORDER:
            item.wrong("why", "not used with `order`; tell it in the explanation")
        elif why and not wrong:
            item.wrong("why", "this option is right by `answer`; remove `why`, or mend `answer`")
        if option_id and option_id in {option.id for option in options}:
            item.wrong("id", f"`{option_id}` is used by an earlier option; ids must differ")
        options.append(Option(id=option_id, text=text, why=why))
    return tuple(options)


def true_false_options(fields: Fields, key: tuple[str, ...]) -> tuple[Option, ...]:
    """`true` and `false`, with `why` on the wrong one."""
    why = fields.text("why", mend="say why the other choice is wrong")
    return tuple(
        Option(id=choice, text=choice.capitalize(), why="" if choice in key else why) for choice in ("true", "false")
    )


def read_near_misses(fields: Fields) -> tuple[NearMiss, ...]:
    """Wrong texts that people really type."""
    found = []
    for item in fields.each("near_misses", mend="list wrong texts, each {text, why}", least=0):
        item.only(("text", "why"))
        text = item.text("text", mend="write what people type")
        found.append(NearMiss(text=text, why=item.text("why", mend="say why this is wrong")))
    return tuple(found)


def read_references(fields: Fields) -> tuple[Reference, ...]:
    """Where to read on; at least one."""
    found = []
    for item in fields.each("references", mend="name at least one official page, {title, url}"):
        item.only(("title", "url"))
        title = item.text("title", mend="write the page's title")
        found.append(Reference(title=title, url=item.text("url", mend="write the page's address")))
    return tuple(found)


def read_rubric(fields: Fields) -> Rubric | None:
    """What a free-text answer is judged by."""
    inner = fields.inner("rubric", mend="write `points`, `pass_points` and `samples`")
    if inner is None:
        return None
    inner.only(("points", "pass_points", "samples"))
    points: list[RubricPoint] = []
    for item in inner.each("points", mend="list 2 to 5 checkable points, each {id, text, keywords}", least=2):
        item.only(("id", "text", "keywords"))
        point_id = item.slug("id", mend="give the point an id")
        if point_id and point_id in {point.id for point in points}:
            item.wrong("id", f"`{point_id}` is used by an earlier point; ids must differ")
        text = item.text("text", mend="say what must be told")
        keywords = item.texts("keywords", mend="list words or phrases that hint at the point")
        points.append(RubricPoint(id=point_id, text=text, keywords=keywords))
    most = max(1, len(points))
    pass_points = inner.number("pass_points", 1, most, mend=f"how many points make it right, 1 to {most}")
    return Rubric(points=tuple(points), pass_points=pass_points, samples=_samples(inner))


def _samples(rubric: Fields) -> Samples:
    inner = rubric.inner("samples", mend="write a `right`, a `partial` and a `wrong` answer")
    if inner is None:
        return Samples(right="", partial="", wrong="")
    inner.only(("right", "partial", "wrong"))
    right = inner.text("right", mend="write an answer that is right")
    partial = inner.text("partial", mend="write an answer that meets some points, too few")
    return Samples(right=right, partial=partial, wrong=inner.text("wrong", mend="write an answer that is wrong"))


def read_verify(fields: Fields, kind: Kind, option_ids: tuple[str, ...]) -> Verify | None:
    """The program that proves the key; its entries must be those of the options."""
    if "verify" not in fields:
        return None
    inner = fields.inner("verify", mend="write `tool`, `code` and, with options, `expect`")
    if inner is None:
        return None
    inner.only(("tool", "setup", "code", "expect"))
    if kind is Kind.FREE_TEXT:
        fields.wrong("verify", "no program can check free text; remove it")
    tool = inner.slug("tool", mend="name the tool that runs the code, like `python`")
    setup = inner.text("setup", mend="write it, or leave it out", optional=True)
    code = inner.text("code", mend="write the program")
    expect: dict[str, str] = {}
    if kind.has_options:
        mend = "say for each option what the program would print if it were right"
        expect = inner.mapping("expect", mend=mend)
        _compare_ids(inner, expect, option_ids, mend)
    elif "expect" in inner:
        inner.wrong("expect", f"not used with `{kind}`; the accepted answers are what is expected")
    return Verify(tool=tool, setup=setup, code=code, expect=expect)


def _compare_ids(inner: Fields, expect: dict[str, str], option_ids: tuple[str, ...], mend: str) -> None:
    missing = [option_id for option_id in option_ids if option_id not in expect]
    foreign = [name for name in expect if name not in option_ids]
    if expect and missing:
        inner.wrong("expect", f"no entry for {', '.join(missing)}; {mend}")
    if foreign:
        inner.wrong("expect", f"no option is called {', '.join(foreign)}; the ids are {', '.join(option_ids)}")
