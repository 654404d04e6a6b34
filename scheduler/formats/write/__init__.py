"""Writers: each turns agenda or catalog values into bytes for other programs."""
