"""Lead pictures of stories: fetched on request only, checked, made small, and put into the e-mail or beside it."""
