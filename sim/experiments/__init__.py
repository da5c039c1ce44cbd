"""One folder a question: its method, answer, words, figure, screen, function, command."""
