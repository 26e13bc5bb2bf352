"""The search page's engine on the command line."""
import json

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.http import QueryDict

from search import answers

FILTERS = ("type", "speaker", "year", "level", "topic", "kind")
ONCE = ("from", "to", "in", "sort", "page")


class Command(BaseCommand):
    help = "在档案里检索，写法与检索页相同"

    def add_arguments(self, parser):
        parser.add_argument("words", nargs="*", metavar="WORDS")
        parser.add_argument("--json", action="store_true", help="输出与 /api/search/ 相同的 JSON")
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="最多几篇（1–100）")
        for name in FILTERS:
            parser.add_argument(f"--{name}", action="append", default=[], metavar="VALUE", help="可重复；“-”是不详")
        parser.add_argument("--plain", action="append", default=[], metavar="NAME", help="不另按同义词查找的叫法，可重复")
        for name in ONCE:
            parser.add_argument(f"--{name}", default="", metavar="VALUE")

    def handle(self, *, words, json: bool, limit: int, **options):
        params = QueryDict(mutable=True)
        params["q"] = " ".join(words)
        params["per_page"] = str(limit)
        for name in (*FILTERS, "plain"):
            params.setlist(name, options[name])
        params.update({name: options[name] for name in ONCE if options[name]})
        # Who stands at this machine keeps the archive, and may see all of it.
        answer = answers.search(params, get_user_model()(is_active=True, is_superuser=True))
        self.stdout.write(as_json(answer) if json else as_lines(answer))


def as_json(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False)


def as_lines(answer: dict) -> str:
    lines = [answer["explained"]] if answer["explained"] else []
    lines.append(f"找到 {answer['total']} 篇")
    for hit in answer["hits"]:
        facts = [hit[name] for name in ("speaker", "meeting", "date") if hit[name]]
        lines.append(f"\n{hit['title'] or '（没有标题）'}  {hit['url']}")
        lines += [f"  {' · '.join(facts)}"] if facts else []
        for passage in hit["passages"]:
            lines += [f"  〔{' › '.join(passage['path'])}〕"] if passage["path"] else []
            lines.append(f"    {marked(passage['text'], passage['marks'])}")
    return "\n".join(lines)


def marked(text: str, marks) -> str:
    """Put 【】 round what was found."""
    for start, end in reversed(marks):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text
