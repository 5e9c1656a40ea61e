"""The SMTP servers: intake of mail from outside, submission by mail programs."""
