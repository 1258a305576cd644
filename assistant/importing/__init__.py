"""Importing: other systems' files become batches of drafts, which a person accepts or leaves."""
