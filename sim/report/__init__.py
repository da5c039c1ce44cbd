"""What a run says: its first screen, the screen of its verdict, its story as a page."""
