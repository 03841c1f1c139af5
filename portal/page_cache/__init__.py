"""Ready public pages, kept in the memory of each process and given out before Django is asked.

- `layer` is the WSGI application in front of Django; `asking` reads from a request under which name a page is kept, if at
  all; `making` has Django make it, `present` knows what holds at the moment.
- `version` is a word that changes with everything pages show; `writes` changes it, in the transaction that writes.
- `clock` says between which moments no page says anything else. With the version it makes the tag of a page (`tags`).
- `pages` is one page as it is sent, `shelf` the room for them, `readers` counts who read.
"""
