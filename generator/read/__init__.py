"""From disk to located records and documents."""
