"""What space in use produces, employs, earns and costs: by year in `yearly`, rents in `rent`."""
