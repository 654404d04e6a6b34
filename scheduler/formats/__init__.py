"""Bytes from and for the outside, as pure functions."""
