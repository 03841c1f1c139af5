"""The same services as Open Referral's Human Services Data Specification 3.1: CSV tables with a data package beside them.

Names of tables and fields follow https://docs.openreferral.org/en/3.1/. What the office has not said is left blank,
except where the specification asks for a value: there it says `UNKNOWN`.
"""
