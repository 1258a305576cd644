"""Papers: the file that goes with a letter, as it will leave or has left."""

from hashlib import sha256
from urllib.parse import quote

from fastapi import APIRouter, Response

from assistant.surfaces.pages.routes import Reading
from domain.customers.printing import printed
from domain.kernel import Refused

router = APIRouter()
NONE = "There is no paper of this draft that you may see."
OTHER = "The file is no longer made as it was when it was drafted: draft the letter again."


@router.get("/drafts/{draft_id}/paper")
async def paper(look: Reading, draft_id: str) -> Response:
    """The PDF of the letter that a draft would let leave; its digest is that on the card."""
    if await look.office.card(look.caller, draft_id) is None:
        raise Refused(NONE, "unknown_paper")
    letter = await look.library.letter(look.caller, draft_id)
    if letter is None or letter.paper is None:
        raise Refused(NONE, "unknown_paper")
    content = printed(letter.paper)
    if sha256(content).hexdigest() != letter.digest:
        raise Refused(OTHER, "other_paper")
    kept = f"inline; filename*=UTF-8''{quote(letter.paper.file, safe='')}"
    headers = {"content-disposition": kept, "x-content-type-options": "nosniff"}
    return Response(content, media_type="application/pdf", headers=headers)
