"""The event store: the only truth, and the only place of the domain that does I/O."""
