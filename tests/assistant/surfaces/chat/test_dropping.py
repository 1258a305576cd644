"""What becomes of a file that somebody drops into the chat."""

from tests.assistant.surfaces.chat.room import Room


async def test_a_dropped_file_is_read_and_answered(room: Room) -> None:
    owner = room.seat("owner")
    await owner.drop(**{"invoice.pdf": b"%PDF-1.7"})
    assert owner.said == ["invoice.pdf of Owner has 8 bytes."]


async def test_what_was_written_beside_a_file_goes_with_it(room: Room) -> None:
    owner = room.seat("owner")
    await owner.drop("Please pay today", **{"invoice.pdf": b"%PDF-1.7"})
    assert owner.said == ["invoice.pdf of Owner has 8 bytes. Please pay today"]


async def test_each_of_several_files_gets_an_answer_of_its_own(room: Room) -> None:
    owner = room.seat("owner")
    await owner.drop(**{"a.xml": b"<a/>", "b.csv": b"a;b"})
    assert [text.split()[0] for text in owner.said] == ["a.xml", "b.csv"]


async def test_of_more_than_five_files_the_others_are_named(room: Room) -> None:
    owner = room.seat("owner")
    await owner.drop(**{f"{number}.csv": b"a;b" for number in range(1, 8)})
    assert len(owner.said) == 6
    assert owner.said[-1].endswith("Drop the others in another message: 6.csv, 7.csv.")


async def test_what_was_dropped_without_a_word_is_named_in_the_conversation(room: Room) -> None:
    owner = room.seat("owner")
    await owner.drop(**{"invoice.pdf": b"%PDF-1.7"})
    assert owner.sent("update_message")[0]["output"] == "Read invoice.pdf"
