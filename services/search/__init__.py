"""The search of the site: a small index of our own, the same on both databases.

`analysis` and `stemming` turn text into stems, the same way for what is kept and for what is asked. `entries` says
what is kept of every kind, `index` writes it into lists by stem (`postings`). `reading` understands a query (`lexicon`,
`spelling`), `candidates` fetches the likeliest entries, `ranking` orders them, and `finding.find` is what pages call.
"""
