"""Recognise which mistake an answer has, by what it does when its tests call it."""
