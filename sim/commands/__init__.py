"""What the command line can do, one module a verb: `arguments(parser)` and `run(options)`."""
