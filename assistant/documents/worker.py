"""Reads one document in a process of its own: bytes come in, one JSON object goes out."""

import json
import resource
import sys
from dataclasses import asdict

from assistant.documents.forms import read
from assistant.documents.page_picture import PICTURE
from assistant.documents.picture import drawn
from assistant.documents.seen import Unreadable

DAMAGED = "The file is damaged in a way that keeps it from being read. Ask for a new one."


def main(memory: str, seconds: str, name: str, task: str = "seen") -> None:
    confine(int(memory), int(seconds))
    sys.stdout.write(json.dumps(told(sys.stdin.buffer.read(), name, task)))


def confine(memory: int, seconds: int) -> None:
    """What the process may use; it never wants more again, and it writes no file."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        hard = resource.getrlimit(limit)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))


def told(content: bytes, name: str, task: str) -> dict[str, object]:
    """What a person sees of the file, what it is understood to say, or how a page looks."""
    try:
        if task == "evidence":
            # Who only wants to see a page need not wait for the readers of codes and schemas.
            from assistant.documents.understanding import understand

            return {"evidence": [asdict(each) for each in understand(content, name)]}
        if task.startswith(PICTURE):
            return {task: drawn(content, int(task.removeprefix(PICTURE))).plain()}
        return {"seen": read(content, name).plain()}
    except Unreadable as wrong:
        return {"unreadable": str(wrong)}
    except MemoryError:
        return {"unreadable": "The file needs more memory than one file may have. Split it."}
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError):
        return {"unreadable": DAMAGED}


if __name__ == "__main__":
    main(*sys.argv[1:5])
