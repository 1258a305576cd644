"""The language model: an optional aid that reads with the tools, drafts, and never signs."""
