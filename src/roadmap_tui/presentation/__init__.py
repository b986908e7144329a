"""What the app and the commands both show: core values as spans with roles. Knows neither Textual nor Rich."""
