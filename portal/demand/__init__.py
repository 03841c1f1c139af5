"""The pages of the ranking of what people ask for `/kelola/permintaan/`."""
