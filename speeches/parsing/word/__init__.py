"""A .docx, bounded and clean, becomes blocks: every line that a reader sees, with its form and number."""
