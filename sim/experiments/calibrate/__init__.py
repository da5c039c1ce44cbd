"""The question which worlds the past does not rule out."""
