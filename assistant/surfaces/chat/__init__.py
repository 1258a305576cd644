"""The chat in the browser: a thin surface on Chainlit that can be replaced as a whole."""
