"""Buy2Enjoy: an online stationery shop. One core, some domains, a few faces (see docs/architecture.md)."""
