"""What goes wrong between the product and the fake Slack, ordered beforehand."""

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """What happens to the next calls of a method in place of an answer."""

    method: str
    status: int = 200
    error: str = ""
    retry_after: int = 0
    delay: float = 0
    cut: bool = False
    done: bool = False
    """Whether the call is done all the same, and only its answer is lost."""
    times: int = 1
    gate: asyncio.Event | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Lets what is held go on."""
        if self.gate:
            self.gate.set()


class Faults:
    """The orders; the first that fits a call is carried out."""

    faults: list[Fault]
    away: Fault | None

    def fault(self, method: str, **how: Any) -> Fault:
        """The next `times` calls of a method (`*`: of any) fail: by `status` with `retry_after`,
        by `error`, after `delay`, by a `cut` line (`done`: after the deed)."""
        self.faults.append(fault := Fault(method, **how))
        return fault

    def hold(self, method: str, times: int = 1) -> Fault:
        """The next calls wait for `release()`; `arrived` is set when the first is there."""
        return self.fault(method, gate=asyncio.Event(), times=times)

    def outage(self, on: bool, *, cut: bool = False) -> None:
        """Slack is down: 503, or no line at all."""
        self.away = Fault("*", status=503, cut=cut) if on else None

    def next_fault(self, method: str) -> Fault | None:
        if self.away:
            return self.away
        for fault in self.faults:
            if fault.method in ("*", method):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None
