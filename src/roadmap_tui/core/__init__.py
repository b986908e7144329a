"""What the program knows: roadmaps, marks, progress and counts, as plain values and functions between them."""
