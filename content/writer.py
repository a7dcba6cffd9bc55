"""Questions as YAML that the loader reads back unchanged: for imported and drafted questions."""

from collections.abc import Iterable

import msgspec
import yaml

from content.model import Kind, Option, Question, Topic, Verify


class _Dumper(yaml.SafeDumper):
    """Safe YAML with texts of several lines as blocks, and no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        """Equal lists are written out each time: the loader takes no aliases."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def topic_yaml(topic: Topic, questions: Iterable[Question]) -> str:
    """The file of a topic: `<area>/<topic>.yaml`."""
    head = {"area": topic.area.value, "topic": topic.slug, "title": topic.title}
    body = head | {"questions": [question_fields(question) for question in questions]}
    return yaml.dump(body, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def question_fields(question: Question) -> dict[str, object]:
    """A question as the names and values of its YAML mapping; what is left at its default is left out."""
    fields: dict[str, object] = {
        "id": question.id,
        "technologies": list(question.technologies),
        "level": question.level,
        "kind": question.kind.value,
        "prompt": question.prompt,
    }
    fields |= _answer_fields(question)
    fields |= {
        "explanation": question.explanation,
        "hint": question.hint,
        "references": [{"title": reference.title, "url": reference.url} for reference in question.references],
        "updated": question.updated,
        "revision": question.revision,
    }
    fields |= {name: day for name in ("retired", "reviewed") if (day := getattr(question, name))}
    return fields | ({"verify": _verify(question.verify)} if question.verify else {})


def _answer_fields(question: Question) -> dict[str, object]:
    match question.kind:
        case Kind.TRUE_FALSE:
            why = next(option.why for option in question.options if option.id not in question.answer)
            return {"answer": question.answer[0] == "true", "why": why}
        case Kind.FREE_TEXT:
            return {"rubric": msgspec.to_builtins(question.rubric)}
        case Kind.SHORT_TEXT | Kind.OUTPUT:
            misses = [{"text": miss.text, "why": miss.why} for miss in question.near_misses]
            return {"answer": list(question.answer)} | ({"near_misses": misses} if misses else {})
    return {"options": [_option(option) for option in question.options], "answer": list(question.answer)}


def _option(option: Option) -> dict[str, str]:
    return {"id": option.id, "text": option.text} | ({"why": option.why} if option.why else {})


def _verify(block: Verify) -> dict[str, object]:
    fields: dict[str, object] = {"tool": block.tool}
    fields |= {"setup": block.setup} if block.setup else {}
    fields["code"] = block.code
    return fields | ({"expect": dict(block.expect)} if block.expect else {})
