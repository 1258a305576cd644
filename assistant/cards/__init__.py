"""Cards: what one person is shown of one draft, the same on every surface."""
