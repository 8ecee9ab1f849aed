"""One draft for many assemblies (一括作成): each one's papers, the contents list, the run in the background."""
