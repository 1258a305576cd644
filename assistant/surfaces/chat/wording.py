"""The words of the shell: what the buttons and notes around a conversation say."""

from typing import Any

from assistant.documents.bounds import MEGABYTES

UNKNOWN = "This name and password do not fit together."
TOO_MANY = "Too many attempts from this address. Wait a minute, then try again."
TOO_LARGE = f"A file may have {MEGABYTES} MB. Send a smaller one, or a photo with fewer pixels."
UNAVAILABLE = "Nobody can sign in at the moment. Nothing was changed; try again in a minute."

ENGLISH: dict[str, Any] = {
    "auth": {
        "login": {
            "title": "Sign in",
            "form": {
                "email": {
                    "label": "Name",
                    "required": "Your name is missing",
                    "placeholder": "",
                },
                "password": {"label": "Password", "required": "Your password is missing"},
                "actions": {"signin": "Sign in"},
            },
            "errors": {
                "default": UNAVAILABLE,
                # The front-end looks these up by the reason phrase of the answer.
                "Unauthorized": UNKNOWN,
                "Too Many Requests": TOO_MANY,
                "Service Unavailable": UNAVAILABLE,
            },
        }
    },
    "common": {
        "status": {
            "error": {
                "serverConnection": "The connection is gone. What you signed before is kept; "
                "this page comes back by itself."
            }
        }
    },
    "chat": {
        "input": {
            "placeholder": "Ask, or say what happened",
            "actions": {"send": "Send", "stop": "Stop reading"},
        },
        "messages": {"status": {"using": "Reading:", "used": ""}},
        "watermark": "Nothing happens until somebody signs.",
    },
    "threadHistory": {
        "sidebar": {
            "title": "Conversations",
            "filters": {"search": "Search", "placeholder": "Search in conversations"},
            "empty": "No conversations yet.",
        },
        "thread": {
            "untitled": "Conversation",
            "actions": {
                "delete": {
                    "title": "Delete this conversation?",
                    "description": "Its messages go. Drafts and what was signed stay.",
                }
            },
        },
    },
    "navigation": {
        "newChat": {"button": "Waiting for you", "dialog": {"tooltip": "Start afresh"}},
        "user": {"menu": {"logout": "Sign out"}},
    },
}

SIGNED_OUT = "Your sign-in is no longer valid. Sign in again."
STOPPED = "Stopped. Nothing was signed; what was drafted before that waits in the queue."
NOT_ANSWERED = (
    "This could not be answered. Nothing was signed by it; ask again in a minute. "
    "If it stays, give the admin number {number}."
)
UNFINISHED = "Something failed on the way. If it stays, give the admin number {number}."
LEFT = "Only the first {most} files were read. Drop the others in another message: {names}."
READ = "Read {names}"
GONE = "This draft is not here any more, or it is not yours to see."
OPENED = "{kind} {id}, version {version}."
WAITING = "Waiting for you"
NOTHING = "Nothing waits for you any more."
SIGNED_OF = "{done} of {asked} signed."
