"""What space in use produces, employs, pays and costs."""
