"""What survives a restart: the only room that knows SQL."""
