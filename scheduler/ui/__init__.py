"""What is seen and clicked: the only room that imports PySide6."""
