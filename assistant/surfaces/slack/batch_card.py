"""The batch card: several drafts in one table, one button for all, one result for each."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from assistant.surfaces.slack import card_parts as parts
from assistant.surfaces.slack.batch_table import drafts
from assistant.surfaces.slack.buttons import CARRIED, button, nth, open_button, rows, says
from assistant.surfaces.slack.card_parts import Card
from assistant.surfaces.slack.escaping import clean, context
from assistant.surfaces.slack.splitting import Sheet
from assistant.surfaces.slack.splitting import messages as split
from assistant.surfaces.slack.wire import BATCH_SIGN, READ, Block, Message, Signing

KEPT = 12
ALONE = 20
"""So many drafts that one click does not sign get a button to be read by themselves."""
BY_ITSELF = frozenset({"care", "stop"})
NAME = "These drafts"


def messages(batch: Card, page: str = "") -> tuple[Message, ...]:
    """The table with its total, what will happen, and the buttons in the first message."""
    sheet = Sheet(
        top=[
            *parts.title({**batch, "id": NAME}),
            *context(heading(batch)),
            *parts.stake(batch),
            *parts.red_flags(batch),
        ],
        middle=[*drafts(batch["batch"] or (), batch["stake"]), *parts.happens(batch)],
        look=parts.cautions(batch),
        bottom=parts.signatures(batch),
        acts=[
            *rows([*signing(batch), *alone(batch), *open_button(page, "/pages/queue")]),
            *parts.footer(batch),
        ],
    )
    text = f"{clean(batch['title'])} · {standing(batch)}"
    return split(sheet, name=NAME, text=text, ids=f"batch.{kept(batch)}")


def heading(batch: Card) -> str:
    return f"{clean(batch['kind'])} · {standing(batch)}"


def standing(batch: Card) -> str:
    """Never for you: a message may be read by others."""
    word = "waiting" if batch["status"] == "waiting" else clean(batch["status_word"])
    return word[:1].lower() + word[1:]


def kept(batch: Card) -> str:
    """A name for exactly these drafts in exactly these versions."""
    told = " ".join(str(Signing.of(row)) for row in batch["batch"] or ())
    return sha256(told.encode()).hexdigest()[:KEPT]


def signing(batch: Card) -> Iterator[Block]:
    """One button for all; of more drafts than a button can carry, one for each part of them."""
    asked = [str(Signing.of(row)) for row in batch["batch"] or () if row["included"]]
    if not batch["may_sign"] or not asked:
        return
    found = list(carried(asked))
    if len(found) == 1:
        label = batch["sign_label"]
        yield button(
            label if says(label) else "Sign all", nth(BATCH_SIGN, 1), found[0][1], primary=True
        )
        return
    begun = 1
    for n, (count, value) in enumerate(found, 1):
        said = f"Sign {begun} to {begun + count - 1} of {len(asked)}"
        yield button(said, nth(BATCH_SIGN, n), value, primary=n == 1)
        begun += count


def carried(asked: Sequence[str]) -> Iterator[tuple[int, str]]:
    """As many signings as a button can carry, and how many those are."""
    some: list[str] = []
    for each in asked:
        if some and len(" ".join([*some, each])) > CARRIED:
            yield len(some), " ".join(some)
            some = []
        some.append(each)
    if some:
        yield len(some), " ".join(some)


def signings(value: str) -> list[Signing]:
    """What a button carried, as it is signed; raises Garbled where it cannot be one of ours."""
    return [Signing.read(each) for each in value.split(" ")]


def alone(batch: Card) -> Iterator[Block]:
    """The way to each draft that has to be read by itself."""
    apart = [row for row in batch["batch"] or () if row.get("tone") in BY_ITSELF]
    for n, row in enumerate(apart[:ALONE], 1):
        yield button(f"Read {row['id']}", nth(READ, n), row["id"])
