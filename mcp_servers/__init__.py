"""MCP servers: one for each business function, a menu behind the gate."""
