"""Offered lists: many names become offers in a few questions, however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.category.products import LISTED, UNLISTED, ProductRow
from domain.inventory.items import ItemRow
from domain.kernel import Query, Refused, among
from tools.fulfillment.offering import Offer, offered
from tools.fulfillment.own_buyer import offer_of, own_offer
from tools.resolve import ITEMS, PRODUCTS, R, Register, folded, shortened, spellings
from tools.toolkit import OnOffer, ToolContext

AT_ONCE = 1_000
"""So many names are asked for in one question."""
MOST = 10_000
ASKED_ALONE = 10
"""Of so many names that are not known, the nearest are looked for."""
Found = Mapping[str, Offer | Refused]


async def offers_of(
    ctx: ToolContext, names: Iterable[str], outside: bool
) -> tuple[Found, Mapping[str, OnOffer]]:
    """What each name is, or why it cannot be ordered; and what buyers are told of the goods."""
    said = list(dict.fromkeys(names))
    sold = await looked_up(ctx, PRODUCTS, (ProductRow.product, ProductRow.name), said)
    known_as = Called((row for row in sold if row.status != UNLISTED), "product")
    picked = {name: row for name in said if (row := known_as.only(name))}
    rest = [name for name in said if name not in picked]
    if outside:
        as_sold = await looked_up(ctx, PRODUCTS, (ProductRow.item,), rest)
        as_item = Called((row for row in as_sold if row.status == LISTED), "item")
        picked |= {name: row for name in rest if (row := as_item.coded(name))}
        known = await on_offer(ctx, [row.item for row in picked.values()])
        offers = {n: offer_of(r, known[r.item]) for n, r in picked.items() if r.item in known}
        return await completed(ctx, said, offers, True), known
    stored = Called(await looked_up(ctx, ITEMS, (ItemRow.item, ItemRow.name), rest), "item")
    plain = {name: row for name in rest if (row := stored.only(name))}
    items = await items_of(ctx, [row.item for row in picked.values()])
    offers = {n: Offer(items[r.item], r) for n, r in picked.items() if r.item in items}
    listed = await sold_as(ctx, [row.item for row in plain.values()])
    for name, row in plain.items():
        if len(listed[row.item]) < 2:
            offers[name] = Offer(row, next(iter(listed[row.item]), None))
    return await completed(ctx, said, offers, False), {}


async def completed(
    ctx: ToolContext, said: Sequence[str], offers: Mapping[str, Offer], outside: bool
) -> Found:
    """The others one by one, as far as a person would read what is nearest to them."""
    found: dict[str, Offer | Refused] = dict(offers)
    for n, name in enumerate(each for each in said if each not in offers):
        if n >= ASKED_ALONE:
            what = "product" if outside else "product or item"
            found[name] = Refused(f"There is no {what} called “{shortened(name)}”.", "unknown")
            continue
        try:
            found[name] = (await own_offer(ctx, name))[0] if outside else await offered(ctx, name)
        except Refused as refused:
            found[name] = refused
    return found


async def looked_up(
    ctx: ToolContext, register: Register[R], columns: Sequence[Any], said: Sequence[str]
) -> list[R]:
    """Every record of which one of these columns is written as one of these names."""
    asked: list[Query[Any]] = []
    for names in parts(said):
        written = sorted({each for name in names for each in spellings(name)})
        asked += [
            register.rows.where(among(column, written), limit=MOST, counted=False)
            for column in columns
        ]
    found = {register.rows.key_of(r): r for page in await ctx.many(asked) for r in page.rows}
    return list(found.values())


def parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Each value once, as many at a time as one question takes."""
    once = list(dict.fromkeys(values))
    return (once[start : start + AT_ONCE] for start in range(0, len(once), AT_ONCE))


class Called:
    """Rows by code and by name, so that ten thousand names are not compared with all of them."""

    def __init__(self, rows: Iterable[Any], code: str) -> None:
        self.by_code: dict[str, list[Any]] = defaultdict(list)
        self.by_name: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            self.by_code[getattr(row, code)].append(row)
            self.by_name[folded(row.name)].append(row)

    def only(self, name: str) -> Any:
        """The one row of this code, else of this name; several are a question."""
        found = self.of_code(name) or self.by_name.get(folded(name), [])
        return found[0] if len(found) == 1 else None

    def coded(self, name: str) -> Any:
        found = self.of_code(name)
        return found[0] if len(found) == 1 else None

    def of_code(self, name: str) -> list[Any]:
        return [row for each in spellings(name) for row in self.by_code.get(each, ())]


async def on_offer(ctx: ToolContext, codes: Sequence[str]) -> dict[str, OnOffer]:
    found: dict[str, OnOffer] = {}
    for some in parts(codes):
        found |= await ctx.on_offer(some)
    return found


async def items_of(ctx: ToolContext, codes: Sequence[str]) -> dict[str, ItemRow]:
    pages = await ctx.many(
        [
            ITEMS.rows.where(among(ItemRow.item, some), limit=MOST, counted=False)
            for some in parts(codes)
        ]
    )
    return {row.item: row for page in pages for row in page.rows}


async def sold_as(ctx: ToolContext, codes: Sequence[str]) -> Mapping[str, list[ProductRow]]:
    """The products that each item is sold as."""
    row = ProductRow
    found: dict[str, list[ProductRow]] = defaultdict(list)
    asked = [
        PRODUCTS.rows.where(among(row.item, some), row.status == LISTED, limit=MOST, counted=False)
        for some in parts(codes)
    ]
    for page in await ctx.many(asked):
        for each in page.rows:
            found[each.item].append(each)
    return found
