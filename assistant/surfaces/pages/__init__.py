"""The pages: what people look up outside the chat, without a script."""
