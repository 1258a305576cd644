"""The controls between a wish and a tool, one file each."""
