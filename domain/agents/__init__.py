"""Agents: what each function's own agent sees, would draft because of it, and answers its peers."""
