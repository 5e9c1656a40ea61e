"""HTTP: the front door, the bridge to Django, problem documents, idempotency keys."""
