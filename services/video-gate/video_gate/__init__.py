"""Decides who may join a video session, says why not, and keeps the seats of those who are in."""
