"""The only room that opens a connection, and only on the user's word."""
