"""Governance: drafts, signatures, authority, members and agents are business facts too."""
