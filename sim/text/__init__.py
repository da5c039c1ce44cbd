"""Text that people read, in Chinese and English: pure data, importable from anywhere."""
