"""Cards are read back by machines: text by Tesseract, codes by a decoder, after a messenger has recompressed them."""
