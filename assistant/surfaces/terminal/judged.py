"""Judged answers in the terminal: they become golden cases in a file."""

from pathlib import Path

from assistant.feedback import GOOD
from assistant.surfaces.office import as_json
from assistant.surfaces.terminal.running import Errand, Misused


async def export(errand: Errand, file: Path) -> bool:
    """The whole file anew, so that it says what stands in the ledger today."""
    cases = await errand.house.feedback.cases(await errand.caller())
    content = b"".join(as_json(case.object) + b"\n" for case in cases)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Misused(f"{file} cannot be written: {error.strerror}.") from error
    good = sum(case.verdict == GOOD for case in cases)
    many = "1 case is" if len(cases) == 1 else f"{len(cases):,} cases are"
    done = f"{many} in {file}: {good:,} right, {len(cases) - good:,} not right."
    told = {"ok": True, "file": str(file), "cases": len(cases), "good": good}
    errand.out.tell(told, (done,))
    return True
