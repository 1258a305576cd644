"""The shell on disk: a secret of its own, no outside address, the build of this very version."""

import json
import os
import re
import stat
from pathlib import Path

import pytest

from assistant.surfaces.chat import frontend, shell
from assistant.surfaces.chat.shell import ChatSettings, Link

OUTSIDE = re.compile(r"https?://(?!www\.w3\.org)[^\s\"')]+")
ELEMENTS = Path(frontend.__file__).parent / "public" / "elements"


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    ways = [Link("Functions", "/functions")]
    settings = ChatSettings(tmp_path, "", ["https://chat.example.com"], ways, "Demo: owner")
    settings.root.mkdir()
    frontend.lay_out(settings.root, settings)
    return settings.root


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    first = shell.secret(path)
    assert shell.secret(path) == first
    assert len(first) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_first_page_names_no_outside_address(laid_out: Path) -> None:
    page = (laid_out / "public" / "build" / "index.html").read_text(encoding="utf-8")
    assert OUTSIDE.findall(page) == []
    assert page.index("index-") < page.index("/public/tokens.css")


@pytest.mark.parametrize("kind", ["*.css", "*.js", "*.jsx", "*.json"])
def test_nothing_of_ours_names_an_outside_address(laid_out: Path, kind: str) -> None:
    ours = [p for p in (laid_out / "public").rglob(kind) if "build" not in p.parts]
    assert ours
    for path in ours:
        assert OUTSIDE.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_every_face_that_is_named_is_there(laid_out: Path) -> None:
    sheet = (laid_out / "public" / "tokens.css").read_text(encoding="utf-8")
    faces = re.findall(r"url\((fonts/[\w.-]+)\)", sheet)
    assert len(faces) == 7
    assert all((laid_out / "public" / face).is_file() for face in faces)
    assert (laid_out / "public" / "fonts" / "OFL.txt").is_file()


def test_a_build_of_another_version_is_replaced_and_never_served(laid_out: Path) -> None:
    mark = laid_out / "public" / "build" / "VERSION"
    mark.write_text("2.11.0", encoding="ascii")
    with pytest.raises(frontend.WrongBuild, match="does not belong"):
        frontend.check(laid_out)
    frontend.lay_out(laid_out, ChatSettings(laid_out.parent, "", []))
    frontend.check(laid_out)


def test_a_page_with_an_address_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(frontend.WrongBuild, match=r"https://new\.example/x\.js"):
        frontend.offline('<head><script src="https://new.example/x.js"></script></head>')


def test_the_script_of_the_build_asks_ours_and_has_a_name_of_its_own(laid_out: Path) -> None:
    build = laid_out / "public" / "build"
    (script,) = (build / "assets").glob("index-*.js")
    page = (build / "index.html").read_text(encoding="utf-8")
    assert f"/assets/{script.name}" in page
    assert not (frontend.package() / "frontend" / "dist" / "assets" / script.name).exists()
    text = script.read_text(encoding="utf-8")
    assert {"source", "drawn", "still", "loading"} <= set(re.findall(r"countersign\.(\w+)", text))


def test_a_script_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(frontend.WrongBuild, match="0 places like"):
        frontend.hooked("const Message = memo(render)")


def test_no_style_of_the_shell_looks_for_what_an_element_contains(laid_out: Path) -> None:
    sheet = (laid_out / "public" / "shell.css").read_text(encoding="utf-8")
    assert ":has(" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def test_the_configuration_shuts_what_the_product_does_not_need(laid_out: Path) -> None:
    text = (laid_out / ".chainlit" / "config.toml").read_text(encoding="utf-8")
    assert 'allow_origins = ["https://chat.example.com"]' in text
    assert "unsafe_allow_html = false" in text
    assert "[features.mcp]\nenabled = false" in text


def test_our_words_lie_over_the_shipped_ones(laid_out: Path) -> None:
    path = laid_out / ".chainlit" / "translations" / "en-US.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    assert words["chat"]["watermark"] == "Nothing happens until somebody signs."
    assert words["navigation"]["header"]["theme"]["dark"] == "Dark Theme"


def test_the_rail_knows_the_ways_and_the_hint(laid_out: Path) -> None:
    rail = json.loads((laid_out / "public" / "rail.json").read_text(encoding="utf-8"))
    assert rail == {
        "links": [{"label": "Functions", "href": "/functions"}],
        "hint": "Demo: owner",
    }


def test_chainlit_never_sees_the_keys_of_another_surface(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb")
    with shell.alone():
        assert "SLACK_BOT_TOKEN" not in os.environ
    assert os.environ["SLACK_BOT_TOKEN"] == "xoxb"


@pytest.mark.parametrize("name", ["Answer", "DraftCard", "Queue"])
def test_an_element_knows_nothing_of_the_shell_but_its_calls(name: str) -> None:
    source = (ELEMENTS / f"{name}.jsx").read_text(encoding="utf-8")
    assert set(re.findall(r"from '([^']+)'", source)) <= {"react"}
    assert "dangerouslySetInnerHTML" not in source
