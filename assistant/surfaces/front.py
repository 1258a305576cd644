"""The front desk: the one thing a surface may ask, and the shapes of what it is told."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NotRequired, Protocol, TypedDict

Signing = tuple[str, int, str]
"""A draft, its version and its digest: what exactly somebody signs."""

CardView = dict[str, Any]
"""One draft as one person may see it; the renderers only place its strings."""

Decision = Literal["sign", "reject"]


class Caller(Protocol):
    """Who is asking: from a verified sign-in, never from the text."""

    @property
    def tenant(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def surface(self) -> str: ...


class Column(TypedDict):
    name: str
    label: str
    kind: NotRequired[str]
    """`text`, `number`, `money`, `share` or `date`; figures are set to the right."""


class Table(TypedDict):
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    caption: NotRequired[str]
    total: NotRequired[Mapping[str, Any]]


class Chart(TypedDict):
    title: str
    x: Sequence[str]
    y: Sequence[float | str]
    kind: Literal["line", "bar"]
    sentence: NotRequired[str]


class Step(TypedDict):
    tool: str
    title: str
    arguments: Mapping[str, Any]
    output: Any
    verdict: NotRequired[str]
    """`denied` or `refused`; absent when the step went through."""


class Candidate(TypedDict):
    label: str
    text: str
    detail: NotRequired[str]


class View(TypedDict, total=False):
    """How an answer is shown; every part may be absent."""

    headline: str
    table: Table
    chart: Chart
    cut: str
    evidence: str
    sources: Sequence[Mapping[str, Any]]
    candidates: Sequence[Candidate]
    nearest: Sequence[str]
    notice: str
    trace: str
    """The request or draft whose page of evidence is a click away, for who may inspect it."""
    cards: Sequence[CardView]
    batch: CardView
    steps: Sequence[Step]


class Answer(TypedDict, total=False):
    """What came back for a sentence; the parts that programs read are not named here."""

    kind: Literal["answer", "draft", "question", "refusal", "unknown"]
    text: str
    trace: str
    view: View


class Lead(TypedDict):
    sentence: str
    detail: str
    action_label: str
    draft: str
    says: NotRequired[str]
    """What could be typed about it, where `draft` is empty."""
    because: NotRequired[str]
    """Why it is first."""


class QueueRow(TypedDict):
    n: int
    title: str
    detail: str
    amount: str
    when: str
    draft: str
    says: NotRequired[str]
    """What could be typed about it, where `draft` is empty because nobody drafted anything."""
    function: NotRequired[str]
    mine: NotRequired[bool]
    """Whether it needs this person, or only others."""


class QueueView(TypedDict, total=False):
    """What waits for one person, the first thing they see."""

    date_line: str
    count: int
    """How many of these this person may sign."""
    needs: int
    """How many things need this person, drafts and what nobody has drafted."""
    lead: Lead | None
    explained: str
    """The rule by which they are ranked."""
    function: str
    functions: Sequence[Mapping[str, Any]]
    """The functions that this person may read, each with how much needs them in it."""
    more: Sequence[Mapping[str, str]]
    """Where there is more than is shown, with the sentence that lists all of it."""
    together: str
    """What the button says that reads several of them in one table; empty for none."""
    title: str
    rank: str
    rows: Sequence[QueueRow]
    passed: str
    empty: str
    notice: str
    who: str
    examples: Sequence[str]


class Outcome(TypedDict):
    """What became of a click on a card; `code` is stable, `message` is for the person."""

    ok: bool
    code: str
    message: str
    card: CardView | None
    draft: NotRequired[dict[str, Any] | None]
    """The same draft as other programs read it; a surface for people has no need of it."""


class Front(Protocol):
    """Everything a surface can do; the rules stand behind it."""

    async def sign_in(
        self, tenant: str | None, user: str, password: str, address: str
    ) -> Caller | None: ...

    async def caller(self, tenant: str, user: str) -> Caller | None:
        """The caller with the roles of this moment; None when the account is disabled."""
        ...

    async def ask(self, caller: Caller, text: str, conversation: str, **told: Any) -> Answer:
        """`reader` is where a model's words appear, `place` which sentence of the talk it is."""
        ...

    async def capture(
        self, caller: Caller, content: bytes, name: str, conversation: str, said: str = ""
    ) -> Answer:
        """What a file says becomes a draft; `said` is what the person wrote beside it."""
        ...

    async def queue(self, caller: Caller) -> QueueView: ...

    async def card(self, caller: Caller, draft_id: str) -> CardView | None:
        """The draft as this person may see it; None when there is nothing for them to see."""
        ...

    async def batch(self, caller: Caller, drafts: Sequence[str] = ()) -> CardView | None:
        """These drafts, or all that wait for this person, in one table to be signed at once."""
        ...

    async def decide_many(self, caller: Caller, signings: Sequence[Signing]) -> list[Outcome]:
        """One result for each draft, in their order; one that fails stops no other."""
        ...

    async def decide(
        self,
        caller: Caller,
        draft_id: str,
        version: int,
        digest: str,
        decision: Decision,
        reason: str = "",
    ) -> Outcome: ...

    async def edit(
        self, caller: Caller, draft_id: str, version: int, changes: Mapping[str, str]
    ) -> Outcome: ...

    async def undo(self, caller: Caller, draft_id: str) -> Outcome:
        """Draft the reversal; the card of the outcome is the new draft's."""
        ...

    async def redraft(self, caller: Caller, draft_id: str) -> Outcome: ...

    def subscribe(self, tenant: str, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with a draft's id after every commit that touches it; returns the way out."""
        ...
