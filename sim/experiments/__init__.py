"""One folder a question: method, answer, words, figure, screen, function, command."""
