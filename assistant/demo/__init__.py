"""The demo business: Bellavier, a leather house that was invented for it and exists nowhere."""
