"""Smart Compose on letters of an office: how often it is right, what it saves, what it costs."""
