"""The front-end: Chainlit's own build without one outside address, beside our faces and styles."""

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.documents.bounds import MEGABYTES, MOST_FILES
from assistant.surfaces.chat import wording
from assistant.surfaces.chat.shell import PATH, ChatSettings

HERE = Path(__file__).parent
WEB = HERE.parent / "web"
BUILD = Path("public") / "build"
STYLES = ("tokens.css", "components.css", "shell.css")

# Where Chainlit's script fetches, compiles or repeats more than it must, public/shell.js decides.
HOOKS = (
    (
        r"\b(\w+)\.get\(`/public/elements/\$\{(\w+)\.name\}\.jsx`\)",
        r"countersign.source(\1,\2.name)",
    ),
    (r"\belement:(\w+)\((\w+)\)(?=,error:null,prevCode:)", r"element:countersign.drawn(\2,\1)"),
    (r"\b(\w+)\.memo(?=\(\(\{message:\w+,elements:)", r"countersign.still(\1)"),
    # Whether an answer is on its way is asked by the list of messages, not by each of them.
    (
        r"\bloading:(\w),showFeedbackButtons:(\w)(.{,400}?\[\w,\2),\1,",
        r"get loading(){return countersign.loading},"
        r"showFeedbackButtons:\2\3,(countersign.loading=\1,0),",
    ),
    # The buttons below a message listen to all messages, for a debugger that nobody has here.
    (r"(?<=\{firstInteraction:\w\}=)\w+\(\)(?=,\w=\w\.type===\"user_message\")", "{}"),
)

CONFIG = """[project]
session_timeout = 3600
user_session_timeout = 43200
persist_user_env = false
allow_origins = {origins}

[features]
unsafe_allow_html = false
latex = false
user_message_markdown = false
user_message_autoscroll = false
assistant_message_autoscroll = true
auto_tag_thread = false
edit_message = false
allow_thread_sharing = false
favorites = false

[features.spontaneous_file_upload]
enabled = true
accept = ["*/*"]
max_files = {most}
max_size_mb = {megabytes}

[features.audio]
enabled = false

[features.mcp]
enabled = false

[UI]
name = "Countersign"
description = "Nothing happens until somebody signs."
language = "en-US"
default_sidebar_state = "open"
confirm_new_chat = false
cot = "tool_call"
alert_style = "classic"
login_page_image = "{path}/public/login.svg"
login_page_image_filter = "none"
login_page_image_dark_filter = "none"
custom_meta_url = "{path}/"
custom_meta_image_url = "{path}/public/login.svg"
custom_build = "public/build"

[meta]
generated_by = "{version}"
"""


class WrongBuild(RuntimeError):
    """The front-end on disk was not made from the installed Chainlit."""


def lay_out(root: Path, settings: ChatSettings) -> None:
    """Write everything that Chainlit serves, anew at each start; it is small and never edited."""
    write_config(root, settings.origins)
    write_words(root)
    write_public(root, settings)
    if not current(root):
        copy_build(root)
    check(root)


def write_config(root: Path, origins: Sequence[str]) -> None:
    folder = root / ".chainlit"
    folder.mkdir(exist_ok=True)
    bounds = {"most": MOST_FILES, "megabytes": MEGABYTES}
    origin = json.dumps(list(origins))
    text = CONFIG.format(origins=origin, path=PATH, version=installed(), **bounds)
    (folder / "config.toml").write_text(text, encoding="utf-8")
    # Chainlit shows its own advertisement where these pages are missing.
    for page in ("chainlit.md", "chainlit_en-US.md"):
        (root / page).write_text("", encoding="utf-8")


def write_words(root: Path) -> None:
    """Chainlit's English with our words laid over it."""
    folder = root / ".chainlit" / "translations"
    folder.mkdir(exist_ok=True)
    shipped = json.loads((package() / "translations" / "en-US.json").read_text(encoding="utf-8"))
    words = json.dumps(laid_over(shipped, wording.ENGLISH), ensure_ascii=False, indent=1)
    (folder / "en-US.json").write_text(words, encoding="utf-8")


def laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        inside = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = laid_over(merged[key], value) if inside else value
    return merged


def write_public(root: Path, settings: ChatSettings) -> None:
    public = root / "public"
    shutil.copytree(HERE / "public", public, dirs_exist_ok=True)
    shutil.copytree(WEB / "fonts", public / "fonts", dirs_exist_ok=True)
    for sheet in ("tokens.css", "components.css"):
        shutil.copyfile(WEB / sheet, public / sheet)
    rail = {
        "links": [{"label": link.label, "href": link.href} for link in settings.links],
        "hint": settings.sign_in_hint,
    }
    (public / "rail.json").write_text(json.dumps(rail, ensure_ascii=False), encoding="utf-8")


def copy_build(root: Path) -> None:
    """Copy the packaged front-end and take out every address that is not ours."""
    out = root / BUILD
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(package() / "frontend" / "dist", out, ignore=shutil.ignore_patterns("*.map"))
    page = out / "index.html"
    page.write_text(offline(page.read_text(encoding="utf-8")), encoding="utf-8")
    hook_in(out)
    (out / "VERSION").write_text(stamp(), encoding="ascii")


def hook_in(out: Path) -> None:
    """A changed script gets a name of its own, because browsers keep the old one for a year."""
    script = next((out / "assets").glob("index-*.js"))
    script.write_text(hooked(script.read_text(encoding="utf-8")), encoding="utf-8")
    content = hashlib.sha256(script.read_bytes()).hexdigest()
    ours = f"{script.stem}-{content[:8]}"
    for file in (out / "index.html", *(out / "assets").glob("*.js")):
        text = file.read_text(encoding="utf-8")
        if script.stem in text:
            file.write_text(text.replace(script.stem, ours), encoding="utf-8")
    script.rename(script.with_stem(ours))


def hooked(script: str) -> str:
    for place, ours in HOOKS:
        script, found = re.subn(place, ours, script)
        if found != 1:
            raise WrongBuild(f"The front-end has {found} places like {place}, not one.")
    return script


def offline(page: str) -> str:
    """The page without foreign links; our sheets come last, so that they have the last word."""
    page = re.sub(r'<link[^>]*rel="preconnect"[^>]*>', "", page)
    page = re.sub(r"<!-- FONT START -->.*<!-- FONT END -->", "", page, flags=re.DOTALL)
    page = re.sub(r"<link[^>]*katex[^>]*>", "", page)
    left = re.findall(r"https?://[^\s\"']+", page)
    if left:
        raise WrongBuild(f"The front-end still names {left[0]}; the chat was not started.")
    ours = "".join(f'<link rel="stylesheet" href="/public/{sheet}">' for sheet in STYLES)
    return page.replace("</head>", f'{ours}<script src="/public/shell.js"></script></head>')


def current(root: Path) -> bool:
    mark = root / BUILD / "VERSION"
    return mark.exists() and mark.read_text(encoding="ascii") == stamp()


def check(root: Path) -> None:
    if not current(root):
        raise WrongBuild(
            f"The chat's front-end in {root / BUILD} does not belong to Chainlit {installed()}. "
            "Remove that folder and start again."
        )


def stamp() -> str:
    return f"{installed()} offline 2"


def installed() -> str:
    return version("chainlit")


def package() -> Path:
    """Where Chainlit lies, found without importing it."""
    spec = find_spec("chainlit")
    if spec is None or spec.origin is None:
        raise WrongBuild("Chainlit is not installed. Run make install.")
    return Path(spec.origin).parent
