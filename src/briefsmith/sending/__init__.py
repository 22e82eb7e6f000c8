"""Messages to people, over SMTP: each recipient gets one of their own, and nobody the same twice."""
