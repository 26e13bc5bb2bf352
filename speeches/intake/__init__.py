"""The ways in: uploads, pasted text, folders and zips, old Word formats."""
