"""What is one's own: looked at, taken out as one file, and ended."""
