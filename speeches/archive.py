"""What happens to the archive as a whole."""
