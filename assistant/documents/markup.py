"""XML and HTML, parsed without entities, without the network, and without growing."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.documents.seen import Unreadable

Element = Any
"""An element of lxml, which says nothing about its types."""


def xml(content: bytes) -> Element:
    """The root of an XML document; one that declares entities of its own is refused."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise Unreadable("The file holds XML that is damaged. Save it anew and send it.") from wrong
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("The file declares XML entities, which no business document needs.")
    return root


def html(content: bytes) -> Element:
    """The root of a page, or None if there is nothing in it."""
    encoding = None
    try:
        content.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None if b"charset" in content[:2048].lower() else "windows-1252"
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding=encoding)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, etree.ParserError) as wrong:
        raise Unreadable("The page is damaged. Save it anew and send it.") from wrong


def is_comment(element: Element) -> bool:
    return element.tag is etree.Comment


def name_of(element: Element) -> str:
    """The name without its namespace; a comment or an instruction has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its plain name, in whatever namespace it stands."""
    if element is None:
        return None
    for full, content in element.attrib.items():
        if full.rpartition("}")[2] == name:
            return str(content)
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along these plain names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if name_of(each) == name), None)
    return element


def within(element: Element, *names: str) -> Iterator[Element]:
    """All descendants of these plain names."""
    return (each for each in element.iter() if name_of(each) in names)
