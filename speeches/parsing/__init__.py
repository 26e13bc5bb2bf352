"""A .docx becomes drafts. Pure Python: no Django, no database, no search."""
