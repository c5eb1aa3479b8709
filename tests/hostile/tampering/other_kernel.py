"""Ask for another kernel: one that runs any command, in a folder of one's own."""
# %% tamper
nb.metadata.kernelspec = {"name": "../../kernels/mine", "display_name": "Mine", "language": "bash"}
nb.metadata.language_info = {"name": "bash"}
kernel = folder / "kernels" / "mine"
kernel.mkdir(parents=True)
(kernel / "kernel.json").write_text('{"argv": ["/bin/touch", "COURSE_FOLDER/breach"], "display_name": "", "language": ""}')
