"""A carrier's service over HTTP: one question for each shipment, bounded in time and size."""

import asyncio
import json
import re
from dataclasses import asdict, dataclass, field
from typing import Annotated

import httpx2
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.outbound.carriers import Answer, Consignment, Later, Never, Taken

SECONDS = 20.0
LARGEST = 64_000  # Bytes of one answer.
LONGEST_WORD = 300
AGAIN = frozenset({401, 403, 404, 405, 407, 408, 425, 429})
"""A wrong key, a wrong address and too many questions say nothing about the shipment."""
UNSEEN = re.compile(r"[^\x20-\x7e\xa0-\uffff]+|\s+")
Line = Annotated[
    str,
    StringConstraints(
        strict=True,
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        strip_whitespace=True,
    ),
]
Link = Annotated[
    str, StringConstraints(strict=True, max_length=500, pattern=r"^(https://[\x21-\x7e]+)?$")
]


class Told(BaseModel):
    """What a carrier that takes a shipment has to say; anything else it says is not read."""

    model_config = ConfigDict(extra="ignore")

    carrier: Line
    tracking: Line
    label: Link = ""


@dataclass(frozen=True)
class CarrierService:
    """It is reached at the address of the settings alone: no redirect and no proxy is followed."""

    url: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    async def book(self, consignment: Consignment) -> Answer:
        try:
            async with asyncio.timeout(self.seconds):
                status, content = await self.asked(consignment)
        except TimeoutError:
            return Later("The carrier did not answer in time")
        except httpx2.HTTPError as problem:
            return Later(f"The carrier could not be reached: {type(problem).__name__}")
        if content is None:
            return Later("The answer of the carrier is too long to be read")
        return answered(status, content)

    async def asked(self, consignment: Consignment) -> tuple[int, bytes | None]:
        """The status and the whole answer; None where it goes on for longer than anybody reads."""
        headers = {
            "accept-encoding": "identity",
            "content-type": "application/json",
            "idempotency-key": consignment.key,
        }
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        content = b""
        async with (
            httpx2.AsyncClient(
                headers=headers, timeout=self.seconds, trust_env=False, follow_redirects=False
            ) as client,
            client.stream("POST", f"{self.url}/shipments", content=body(consignment)) as response,
        ):
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > LARGEST:
                    return response.status_code, None
            return response.status_code, content


def body(consignment: Consignment) -> str:
    """The shipment in the words of docs/how-to/carriers.md."""
    told = {
        "reference": consignment.reference,
        "recipient": {
            "name": consignment.name,
            "address": consignment.address,
            "country": consignment.country,
        },
        "shipped_on": consignment.shipped_on.isoformat(),
        "pieces": [asdict(piece) for piece in consignment.pieces],
    }
    return json.dumps(told, ensure_ascii=False)


def answered(status: int, content: bytes) -> Answer:
    if status in (200, 201):
        try:
            told = Told.model_validate_json(content)
        except ValidationError:
            return Later("The carrier's answer has no carrier, number and label that can be read")
        return Taken(told.carrier, told.tracking, told.label)
    if 400 <= status < 500 and status not in AGAIN:
        return Never(reason_in(content) or f"The carrier says no, with status {status}")
    return Later(f"The carrier answered with status {status}")


def reason_in(content: bytes) -> str:
    """The carrier's own word, in one line; nothing where it says none."""
    try:
        said = json.loads(content)
    except ValueError:
        return ""
    word = said.get("error") if isinstance(said, dict) else None
    return UNSEEN.sub(" ", word).strip()[:LONGEST_WORD] if isinstance(word, str) else ""
