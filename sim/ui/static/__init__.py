"""What the page loads besides itself: its style, its script, and htmx."""
