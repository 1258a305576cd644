"""Names: the index of master data by full name, code, short form and single words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.phrasebook.aliases import short_forms, tail_of, without_measures
from assistant.phrasebook.folding import clean
from assistant.phrasebook.spelling import NearWords
from assistant.phrasebook.tokens import folds_of

Folds = tuple[str, ...]
Key = tuple[str, str]  # kind and id
LONGEST_NAME = 16  # tokens; a longer one is read through its code


@dataclass(frozen=True, slots=True)
class Record:
    """A supplier, an item, a place: whatever people call by name."""

    kind: str
    id: str
    name: str
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its keys, so that it can be found and forgotten again."""

    record: Record
    words: frozenset[str]
    full: tuple[str, ...]
    codes: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The records a stretch of words names exactly; by code, by full name or by a short form."""

    length: int
    entries: tuple[Entry, ...]
    by_code: bool = False
    shortened: bool = False


class Names:
    """All records that can be named, kept per tenant and updated record by record."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.entries: dict[Key, Entry] = {}
        self.full: dict[str, list[Key]] = defaultdict(list)
        self.codes: dict[str, list[Key]] = defaultdict(list)
        self.short: dict[str, list[Key]] = defaultdict(list)
        self.holders: dict[str, set[Key]] = {}
        self.longest: dict[str, int] = {}
        self.spellings = NearWords()
        for record in records:
            self.add(record)

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, record: Record) -> None:
        """Learn a record, or learn it anew if its name has changed."""
        key = (record.kind, record.id)
        if key in self.entries:
            self.remove(*key)
        entry = entry_of(record)
        if not entry.words and not entry.codes:
            return
        self.entries[key] = entry
        for table, spellings in self.tables(entry):
            for spelling in spellings:
                table[spelling].append(key)
                first, length = spelling.partition(" ")[0], spelling.count(" ") + 1
                if length > self.longest.get(first, 0):
                    self.longest[first] = length
        for word in entry.words:
            holders = self.holders.get(word)
            if holders is None:
                self.holders[word] = {key}
                self.spellings.add(word)
            else:
                holders.add(key)

    def remove(self, kind: str, id: str) -> None:
        """Forget a record; one that is not known is forgotten already."""
        entry = self.entries.pop((kind, id), None)
        if entry is None:
            return
        for table, spellings in self.tables(entry):
            for spelling in spellings:
                table[spelling].remove((kind, id))
                if not table[spelling]:
                    del table[spelling]
        for word in entry.words:
            self.holders[word].discard((kind, id))
            if not self.holders[word]:
                del self.holders[word]
                self.spellings.remove(word)

    def tables(self, entry: Entry) -> tuple[tuple[dict[str, list[Key]], tuple[str, ...]], ...]:
        return (self.full, entry.full), (self.codes, entry.codes), (self.short, entry.short)

    def knows(self, word: str) -> bool:
        return word in self.holders

    def near(self, word: str, within: int | None = None) -> list[tuple[str, int]]:
        return self.spellings.near(word, within)

    def longest_from(self, words: Sequence[str], at: int, limit: int) -> Iterable[Found]:
        """What is named exactly from here on, the longest stretch first."""
        most = min(self.longest.get(words[at], 0), limit - at)
        for length in range(most, 0, -1):
            spelling = " ".join(words[at : at + length])
            if spelling in self.codes:
                yield Found(length, self.held(self.codes[spelling]), by_code=True)
            elif spelling in self.full:
                yield Found(length, self.held(self.full[spelling]))
            elif spelling in self.short:
                entries = self.with_rivals(spelling, self.short[spelling])
                yield Found(length, entries, shortened=True)

    def held(self, keys: Iterable[Key]) -> tuple[Entry, ...]:
        return tuple(self.entries[key] for key in keys)

    def with_rivals(self, spelling: str, meant: Sequence[Key]) -> tuple[Entry, ...]:
        """Who is meant, and every other record of the same kind whose name holds all the words."""
        kinds = {kind for kind, _ in meant}
        rivals = (key for key in self.holding(spelling.split()) if key[0] in kinds)
        return self.held(dict.fromkeys([*meant, *sorted(rivals)]))

    def holding(self, words: Iterable[str]) -> set[Key]:
        """The records whose name holds all these words, in any order."""
        holders = sorted((self.holders.get(word, set()) for word in set(words)), key=len)
        return set.intersection(*holders) if holders else set()


def entry_of(record: Record) -> Entry:
    spoken = [form for name in (record.name, *record.aliases) for form in spoken_forms(name)]
    codes = [code for typed in record.codes for code in code_forms(typed)]
    cut = without_measures(record.name)
    bare = spoken_forms(cut) if cut else []
    short = [form for name in (*spoken, *bare) for form in short_forms(name)] + bare
    words = [word for form in spoken for word in form]
    tails = [tail_of(word) for word in words] if record.kind == "category" else []
    return Entry(
        record=record,
        words=frozenset(filter(None, (*words, *tails))),
        full=tuple(dict.fromkeys(" ".join(form) for form in spoken)),
        codes=tuple(dict.fromkeys(codes)),
        short=tuple(dict.fromkeys(" ".join(form) for form in short if form not in spoken)),
    )


def spoken_forms(name: str) -> list[Folds]:
    """A full name as its words; "&" is passed over or said as "and"."""
    raw = clean(name)
    forms = [folds_of(raw)]
    if "&" in raw:
        forms.append(folds_of(raw.replace("&", " and ")))
    return [form[:LONGEST_NAME] for form in forms if form]


def code_forms(code: str) -> list[str]:
    """A code as its parts and, if it begins with a letter, as one word: BL-2036 and BL2036."""
    parts = folds_of(clean(code))[:LONGEST_NAME]
    if len(parts) < 2 or not parts[0].isalpha():
        return [" ".join(parts)] if parts else []
    return [" ".join(parts), "".join(parts)]
