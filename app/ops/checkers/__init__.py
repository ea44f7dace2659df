"""The laws, one file a topic: each a statement that selects what breaks it, so an empty answer is a good one."""
