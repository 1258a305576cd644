"""Everything that talks with people: it understands, asks the tools and shows drafts."""
