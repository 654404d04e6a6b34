"""Readers: each turns someone else's bytes into a catalog; `detect.read` chooses by content."""
