"""The strip: the tokens of one sentence, of which each may be used once."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.phrasebook.mention import Mention
from assistant.phrasebook.tokens import Token
from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS

DOTTED = LEGAL_FORMS | {"dr", "mr", "mrs", "ms", "no", "nr", "st"}


class Strip:
    """Tokens from left to right, those already read blacked out."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.used = [False] * len(tokens)
        self.mentions: list[Mention] = []

    def __len__(self) -> int:
        return len(self.tokens)

    def fold(self, at: int) -> str:
        """The word at this place, used or not; empty outside the sentence."""
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""

    def free(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and not self.used[at]

    def reach(self, at: int) -> int:
        """How far a phrase from here may go: up to a used token or the end of the sentence."""
        end = at
        while self.free(end) and (end == at or not self.ends_before(end)):
            end += 1
        return end

    def ends_before(self, at: int) -> bool:
        """Whether a sentence ends here; the dot of "Inc." and "St." ends none."""
        return self.tokens[at].opens_sentence and not (
            self.fold(at - 1) in DOTTED and self.tokens[at].gap == ". "
        )

    def folds(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(token.fold for token in self.tokens[start:end])

    def said(self, start: int, end: int) -> str:
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def take(self, mention: Mention) -> None:
        """Keep a mention and black out its tokens."""
        self.cross_out(mention.start, mention.end)
        self.mentions.append(mention)

    def give_back(self, mention: Mention) -> None:
        """Forget a mention, so that its tokens can be read again."""
        self.mentions.remove(mention)
        self.used[mention.start : mention.end] = [False] * (mention.end - mention.start)

    def cross_out(self, start: int, end: int) -> None:
        self.used[start:end] = [True] * (end - start)

    def uncross(self, places: Iterable[int]) -> None:
        for at in places:
            self.used[at] = False

    def unused(self) -> Iterator[int]:
        return (at for at, used in enumerate(self.used) if not used)
