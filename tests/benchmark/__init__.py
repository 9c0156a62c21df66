"""Measurements that take minutes, run by `make benchmark`."""
