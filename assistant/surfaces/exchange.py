"""An exchange: one sentence and its answer, as the conversations of another surface keep them."""

from dataclasses import dataclass
from datetime import datetime

from assistant.surfaces.front import Answer


@dataclass(frozen=True)
class Exchange:
    """What was said and answered; under the same name it is kept once."""

    name: str
    said: str
    answer: Answer
    asked: datetime
    answered: datetime
