"""What the commands share: where the shop lives, its servers, its processes, and how progress is shown."""
