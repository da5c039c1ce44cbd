"""Scenarios: from YAML files to a frozen, typed specification and its plan."""
