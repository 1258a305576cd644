"""Attention: what of the whole business needs somebody's judgement, and what waiting costs."""
