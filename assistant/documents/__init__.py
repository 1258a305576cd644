"""Documents from outside: what a person would see of them is read, the rest is evidence."""
