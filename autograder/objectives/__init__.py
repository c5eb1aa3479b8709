"""How far students have come with each of the course's objectives."""
