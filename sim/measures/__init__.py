"""From the event log to what people read: tallies, frames, standards, verdict."""
