"""The widgets: what is on the main screen."""
