"""Context: what was said before, as plain data, so that any surface can continue it."""

from pydantic import BaseModel, ConfigDict, Field


class LastCall(BaseModel):
    """The last tool that answered, with the wire values it was called with."""

    model_config = ConfigDict(frozen=True)

    tool: str
    arguments: dict[str, str] = Field(default_factory=dict)


class Question(BaseModel):
    """A question still open: the unfinished call, the slot asked about, what was offered."""

    model_config = ConfigDict(frozen=True)

    tool: str
    slot: str
    arguments: dict[str, str] = Field(default_factory=dict)
    origins: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, str] = Field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    draft: str | None = None
    asked: int = 1


class Context(BaseModel):
    """One user's conversation on one surface; expiry is its keeper's business."""

    model_config = ConfigDict(frozen=True)

    last: LastCall | None = None
    drafts: tuple[str, ...] = ()  # cards shown, the newest at the end
    question: Question | None = None
