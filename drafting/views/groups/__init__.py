"""Screens of groups that write together."""
