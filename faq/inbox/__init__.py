"""The inbox of what residents ask `/kelola/tanya/`: grouping, answering, publishing an answer."""
