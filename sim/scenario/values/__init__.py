"""Numbers, chances and dates: how they are written, read and shown."""
