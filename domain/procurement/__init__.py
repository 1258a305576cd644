"""Procurement: whom we buy from, on what terms, what is ordered and what has arrived."""
