"""From an LMS's archive to submitted/: one file for each LMS; nothing behind them knows an LMS."""
