"""Posts for social networks and chats, from briefs or the stories of a newsletter.

They are formats of `render.FORMATS`, which names the functions here. A new network is a `Network` in `networks.py`, a new chat
one file with a function that makes its JSON.
"""
