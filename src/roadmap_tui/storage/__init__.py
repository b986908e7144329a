"""This user's files: where they are, how they are read, and the only places where they are written."""
