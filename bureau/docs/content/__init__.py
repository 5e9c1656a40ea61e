"""The content of documents: schema, shared form (Yjs), JSON, text, Markdown and HTML."""
