"""Files of the fake Slack come in three steps, keep their bytes, go to whoever has the token."""

import io

from PIL import Image
from slack_sdk.web.async_client import AsyncWebClient

from tests.fake_slack import FakeSlack
from tests.workspace.conftest import refusal

HERE, BUYER = "C0PURCHASING", "U0BUYER"


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3), "brown").save(drawn, "PNG")
    return drawn.getvalue()


async def test_a_picture_is_uploaded_shared_and_kept_as_it_is(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    asked = fake.says(HERE, BUYER, "spend by month")
    answer = await client.files_upload_v2(
        channel=HERE,
        thread_ts=asked.ts,
        content=picture(),
        filename="spend.png",
        title="Spend by month",
        initial_comment="The chart",
    )
    kept = fake.files[answer["file"]["id"]]
    assert kept.content is not None
    assert Image.open(io.BytesIO(kept.content)).size == (4, 3)
    [shared] = fake.own(HERE, asked.ts)
    assert (shared.text, shared.files[0]["title"]) == ("The chart", "Spend by month")
    assert shared.files[0]["mimetype"] == "image/png"


async def test_a_file_that_was_never_sent_cannot_be_shared(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    place = await client.files_getUploadURLExternal(filename="a.png", length=3)
    named = [{"id": place["file_id"], "title": "a"}]
    complete = client.files_completeUploadExternal
    assert await refusal(complete(files=named, channel_id=HERE)) == "file_not_found"
    async with fake.session.post(place["upload_url"], data=b"four") as answer:
        assert answer.status == 400  # It was to be three bytes long.
    async with fake.session.post(place["upload_url"], data=b"abc") as answer:
        assert (answer.status, await answer.text()) == (200, "OK - 3")
    await complete(files=named, channel_id=HERE)
    assert await refusal(complete(files=named, channel_id=HERE)) == "file_already_completed"
    assert await refusal(complete(files=[{"id": "F0"}])) == "file_not_found"
    empty = client.files_getUploadURLExternal(filename="a.png", length=0)
    assert await refusal(empty) == "invalid_arguments"


async def test_a_picture_in_blocks_is_one_that_slack_has_or_can_fetch(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    def shown(**where: object) -> list[dict[str, object]]:
        return [{"type": "image", "alt_text": "Spend", **where}]

    async def posted(**where: object) -> None:
        await client.chat_postMessage(channel=HERE, text="x", blocks=shown(**where))

    assert await refusal(posted(image_url="http://127.0.0.1:8000/chart.png")) == "invalid_blocks"
    assert await refusal(posted(image_url="https://10.0.0.7/chart.png")) == "invalid_blocks"
    assert await refusal(posted(slack_file={"id": "F0NONE"})) == "invalid_blocks"
    answer = await client.files_upload_v2(content=picture(), filename="a.png", title="a")
    await posted(slack_file={"id": answer["file"]["id"]})
    await posted(image_url="https://files.bellavier.example/chart.png")


async def test_a_dropped_file_is_downloaded_with_the_token_only(
    fake: FakeSlack, client: AsyncWebClient
) -> None:
    dropped = fake.drop(HERE, BUYER, picture(), "Delivery note.png", text="this came")
    address = dropped.files[0]["url_private_download"]
    headers = {"Authorization": f"Bearer {fake.token}"}
    async with fake.session.get(address, headers=headers) as answer:
        assert answer.headers["content-type"] == "image/png"
        assert await answer.read() == picture()
    async with fake.session.get(address) as answer:
        # Slack leads to its page for signing in, and that page is no error.
        assert answer.status == 200 and "Sign in" in await answer.text()
    fake.files[dropped.files[0]["id"]].mode = "tombstone"
    async with fake.session.get(address, headers=headers) as answer:
        assert answer.status == 404
    assert await refusal(client.files_info(file=dropped.files[0]["id"])) == "file_deleted"
    assert len(fake.downloads) == 3


async def test_a_token_that_was_taken_back_fetches_nothing(fake: FakeSlack) -> None:
    dropped = fake.drop(HERE, BUYER, b"abc", "a.txt")
    fake.revoke()
    headers = {"Authorization": f"Bearer {fake.token}"}
    async with fake.session.get(dropped.files[0]["url_private"], headers=headers) as answer:
        assert "Sign in" in await answer.text()
