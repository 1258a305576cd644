"""Writes a new business function with its first record on every floor."""

import argparse
import keyword
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "scripts" / "templates"
NAME = re.compile(r"[a-z][a-z_]{1,30}")
ENDINGS = ("s", "x", "y", "ch", "sh")
ROOMS = {"agents", "analysis", "governance", "kernel", "policies", "store"}
ABOUT_NAMES = "is no name for it: write small letters and underscores, and no word of Python."

ANNOUNCED = (
    (
        "domain/catalog.py",
        r"^from domain.policies import .*?\n",
        "from domain.$function.$noun import $noun\nfrom domain.$function.$nouns import $nouns\n",
    ),
    ("domain/catalog.py", r"^DECIDERS: .*?,\n(?=\)$)", "    $noun,\n"),
    ("domain/catalog.py", r"^PROJECTIONS: .*?,\n(?=\)$)", "    $nouns,\n"),
    (
        "domain/governance/authority.py",
        r"^DEFAULTS = .*?,\n(?=\)$)",
        '    Grant(role="staff", function="$function", rung=Rung.DRAFT),\n'
        '    Grant(role="admin", function="$function", rung=Rung.EXPLAIN),\n',
    ),
    (
        "domain/governance/passport.py",
        r"^ASSISTANT = .*?functions=\([^)]*,\n(?=    \))",
        '        "$function",\n',
    ),
    ("mcp_servers/deeds.py", r"^ACTS: .*?,\n(?=\}$)", '    "draft_new_$noun": "own",\n'),
    (
        "domain/agents/roster.py",
        r"^WITHOUT: .*?,\n(?=\}$)",
        '    "$function": "It is new: its agent comes with its first rule.",\n',
    ),
    (
        "assistant/rooms.py",
        r"^ROOMS: .*?,\n(?=\)$)",
        '    Room("$function", "Owns $words_plural", '
        '(Question("$Words_plural", "list_$nouns", "$words_plural"),)),\n',
    ),
    ("mcp_servers/menu.py", r"^from mcp_servers import \([^)]*", "    $function,\n"),
    ("mcp_servers/menu.py", r"^FUNCTIONS: .*?,\n(?=\)$)", "    $function.menu,\n"),
    (
        "tests/domain/lives.py",
        r"^from tests\.domain\.receivables .*?\n",
        "from tests.domain.$function import histories as $function\n",
    ),
    ("tests/domain/lives.py", r"^LIVES = .*?,\n(?=\)$)", "    $function,\n"),
    (
        "tests/proving/requests.py",
        r"^GOOD: .*?,\n(?=\}$)",
        '    "draft_new_$noun": {"name": "First"},\n',
    ),
    (".importlinter", r"^    inventory \| procurement", " | $function"),
    (".importlinter", r"^    domain\.preview\n    domain\.procurement\n", "    domain.$function\n"),
)
"""Where the house keeps its lists: a file, the part after which a line belongs, and the line."""


class Unfit(Exception):
    """The function cannot be written under these names; the text says which would do."""


@dataclass(frozen=True)
class Names:
    """One noun in all the forms in which templates need it."""

    function: str
    noun: str

    @property
    def words(self) -> str:
        return self.noun.replace("_", " ")

    @property
    def forms(self) -> dict[str, str]:
        article = "an" if self.words[0] in "aeiou" else "a"
        return {
            "function": self.function,
            "Function": self.function.replace("_", " ").capitalize(),
            "noun": self.noun,
            "nouns": f"{self.noun}s",
            "Noun": self.noun.title().replace("_", ""),
            "words": self.words,
            "words_plural": f"{self.words}s",
            "Words_plural": f"{self.words}s".capitalize(),
            "a_noun": f"{article} {self.words}",
            "A_noun": f"{article} {self.words}".capitalize(),
            "prefix": self.noun.replace("_", "")[:3].upper(),
        }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the function, as quality")
    parser.add_argument("noun", nargs="?", default="", help="its first record, as inspection")
    given = parser.parse_args(arguments)
    try:
        names = named(given.name, given.noun)
        texts = filled_in(names) | announced(names)
    except Unfit as reason:
        print(f"Not written. {reason}", file=sys.stderr)
        return 2
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"  {path.relative_to(ROOT).as_posix()}")
    tidy(list(texts))
    print(NEXT)
    return 0


NEXT = """
Written. Now:
  UPDATE_SNAPSHOTS=1 .venv/bin/pytest tests/tools/test_every_tool.py   and read the new snapshots
  make docs     the reference pages again
  make check    says what is missing
docs/how-to/add-a-function.md goes on from here."""


def named(function: str, noun: str = "") -> Names:
    """The names, when nothing of the house has them yet."""
    noun = noun or (function[:-1] if function.endswith("s") else f"{function}_record")
    for word in (function, noun):
        if not NAME.fullmatch(word) or keyword.iskeyword(word):
            raise Unfit(f"“{word}” {ABOUT_NAMES}")
    if noun.endswith(ENDINGS):
        raise Unfit(f"“{noun}” has no plural with a plain s: name another record of {function}.")
    if function in ROOMS or (ROOT / "domain" / function).exists():
        raise Unfit(f"domain/{function} is there already.")
    taken = [path for path in ROOT.glob(f"domain/*/{noun}*.py") if path.stem in (noun, f"{noun}s")]
    if taken:
        raise Unfit(f"{taken[0].relative_to(ROOT).as_posix()} has this noun already.")
    return Names(function, noun)


def announced(names: Names) -> dict[Path, str]:
    """The files through which the rest of the house learns of the function, as they will be."""
    texts: dict[Path, str] = {}
    for place, part, line in ANNOUNCED:
        path = ROOT / place
        text = texts.get(path) or path.read_text(encoding="utf-8")
        found = re.search(part, text, re.MULTILINE | re.DOTALL)
        if found is None:
            raise Unfit(f"{place} reads otherwise than scripts/new_function.py expects it to.")
        addition = Template(line).substitute(names.forms)
        texts[path] = text[: found.end()] + addition + text[found.end() :]
    return texts


def filled_in(names: Names) -> dict[Path, str]:
    """Every template, at the place that its own path names."""
    texts: dict[Path, str] = {}
    for template in sorted(TEMPLATES.rglob("*.txt")):
        place = template.relative_to(TEMPLATES).with_suffix("").as_posix()
        place = place.replace("FUNCTION", names.function)
        place = place.replace("NOUNS", f"{names.noun}s").replace("NOUN", names.noun)
        text = Template(template.read_text(encoding="utf-8")).substitute(names.forms)
        texts[ROOT / place] = text
    return texts


def tidy(written: list[Path]) -> None:
    """Sort imports and lay out lines whose length depends on the names."""
    files = [str(path) for path in written if path.suffix == ".py"]
    for work in (["check", "--fix", "--select", "I"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *work, "--quiet", *files], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
