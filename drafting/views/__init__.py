"""What the browser asks for.  Views read, ask access.py, call one action, and answer; they write no rows themselves."""
