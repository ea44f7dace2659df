"""What goes into an empty shop, and into a running one by file. Used by `seed` and `import`."""
