"""Updating a roadmap: a parsed source, its match with the previous edition, and the merged roadmap."""
