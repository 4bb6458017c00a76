"""Documents that leave the app, drawn from one tree of content in several formats."""
