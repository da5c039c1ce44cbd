"""Map: the verdict over two numbers at once."""
