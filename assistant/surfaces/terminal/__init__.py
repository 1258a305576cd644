"""The terminal: every command of Countersign, for people and for scripts."""
