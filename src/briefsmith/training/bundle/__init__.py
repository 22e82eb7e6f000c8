"""Bundles for a rented GPU, on this side: packing one, and bringing home what it trained."""
