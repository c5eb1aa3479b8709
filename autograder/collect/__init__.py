"""From an LMS's archive to submitted/: one file for each LMS. No other file depends on an LMS."""
