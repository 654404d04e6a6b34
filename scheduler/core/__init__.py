"""What a conference is: standard library only, true with the computer off."""
