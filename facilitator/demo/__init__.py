"""The demo: Kull 10, loaded through the app's own verbs, with samling 8 today."""
