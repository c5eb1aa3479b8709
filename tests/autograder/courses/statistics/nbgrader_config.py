"""A course in statistics: what its instructor sets. The pipeline is the same for all courses."""

load_subconfig("pipeline.py")  # type: ignore[name-defined]  # noqa: F821  (traitlets defines it)
c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.PublicRepository.name = "ada/statistics"
c.PublicRepository.package = ""  # notebooks import nothing that this course would have to publish
c.SandboxProvisioner.preload = ["pandas", "scipy.stats"]
