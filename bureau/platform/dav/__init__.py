"""WebDAV (RFC 4918) without any app's words: XML in and out, properties, preconditions, verbs."""
