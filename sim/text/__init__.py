"""Every message in Chinese and English, and how words fill a screen."""
