"""Office files are containers of parts: opened part by part, and never further than is bearable."""

import io
import posixpath
import zipfile
import zlib

from assistant.documents.markup import Element, name_of, value, xml
from assistant.documents.seen import Unreadable

MOST_PARTS = 2_000
LARGEST_PART = 40_000_000
LARGEST_WHOLE = 120_000_000

BOMB = "The file unpacks to more than {size} MB, so it was not opened. Send a smaller one."
BROKEN = "The file is damaged. Save it anew and send it."


class Container:
    """The parts of an office file, by the kinds that the file declares for them."""

    def __init__(self, content: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
            raise Unreadable(BROKEN) from wrong
        parts = self.archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Unreadable(f"The file has more than {MOST_PARTS:,} parts, so it was not opened.")
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("The file is locked with a password. Save it without one.")
        self.left = LARGEST_WHOLE
        self.names = {part.filename for part in parts}
        self.kinds = self.declared()

    def part(self, name: str) -> bytes:
        """The bytes of a part; what it says about its own size is not believed."""
        most = min(LARGEST_PART, self.left)
        try:
            with self.archive.open(name) as file:
                content = file.read(most + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as wrong:
            raise Unreadable(BROKEN) from wrong
        if len(content) > most:
            raise Unreadable(BOMB.format(size=most // 1_000_000))
        self.left -= len(content)
        return content

    def declared(self) -> dict[str, str]:
        """What each part is, in the words of the file's own table of contents."""
        if "[Content_Types].xml" not in self.names:
            return {}
        found = {}
        for entry in xml(self.part("[Content_Types].xml")):
            name, kind = value(entry, "PartName"), value(entry, "ContentType")
            if name_of(entry) == "Override" and name and kind:
                found[name.lstrip("/")] = kind
        return found

    def of_kind(self, *kinds: str) -> list[str]:
        """The parts whose kind, without its family, is one of these."""
        return [
            name
            for kind in kinds
            for name, told in self.kinds.items()
            if name in self.names and told.rpartition(".")[2].removesuffix("+xml") == kind
        ]

    def main(self, family: str) -> str:
        """The part that the file is about."""
        for name, told in self.kinds.items():
            if family in told and told.endswith("main+xml") and name in self.names:
                return name
        return ""

    def tree(self, name: str) -> Element:
        return xml(self.part(name))

    def related(self, name: str) -> dict[str, str]:
        """Where the relations of a part lead, by their ids."""
        folder, file = posixpath.split(name)
        table = f"{folder}/_rels/{file}.rels"
        if table not in self.names:
            return {}
        found = {}
        for relation in self.tree(table):
            key, target = value(relation, "Id"), value(relation, "Target")
            if key and target and value(relation, "TargetMode") != "External":
                found[key] = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        return found
