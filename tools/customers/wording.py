"""Wording: by whom a letter is worded, the template or a model whose words say the same."""

from typing import Annotated, Literal

from domain.customers.wording import Template, tidied, unsound
from domain.governance.proposal import Origin
from tools.drafting import origin
from tools.slots import choice
from tools.toolkit import Edit, ToolContext

Wording = Annotated[
    Literal["template", "model"],
    choice(
        "By whom shall it be worded: by the template, or by the model?",
        "template or model; without it a model words the letter wherever one may be asked.",
        template=("the template", "our template"),
        model=("the model", "the language model"),
    ),
]
WORDED_BY = Edit("wording", "Wording", "text")
FIXED = ("ticket_answer",)
"""Kinds that hold what somebody wrote: no model reads that, or words it anew."""
SOUND = "figures, names and demands are those of the template"


async def body_of(
    ctx: ToolContext, template: Template, wording: Wording | None
) -> tuple[str, Origin]:
    """The body of a letter, and who worded it; words that are not sound are never taken."""
    if template.kind in FIXED:
        return template.body, by_template("with the words of the ticket")
    if wording == "template":
        return template.body, by_template("which was asked for")
    found = await ctx.worded(template)
    words = tidied(found.words)
    why = found.why or unsound(template, words)
    if why:
        return template.body, by_template(why)
    source = f"model {found.model}; {SOUND}"
    worded = origin("worded_by", "the model", source, "model")
    return template.filled(words), worded.model_copy(update={"severity": "care"})


def by_template(why: str) -> Origin:
    return origin("worded_by", "the template", f"template, {why}", "default")
