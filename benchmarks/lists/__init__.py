"""CPU of warm lists, beside the same lists through the ORM and response models."""
