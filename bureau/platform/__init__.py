"""What every app stands on and no app's words: database, events, jobs, blobs, HTTP, ids, limits."""
