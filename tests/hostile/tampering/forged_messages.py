"""Send the grader messages in the name of other cells and of the kernel: outputs, updates, replies, ends of cells."""
# %% before answer
import time

from IPython.display import display

kernel = get_ipython().kernel
session, iopub = kernel.session, kernel.iopub_socket
parent = kernel.get_parent("shell")
display("mine", display_id="mine")
for kind, content in [
    ("update_display_data", {"data": {"text/plain": "6"}, "metadata": {}, "transient": {"display_id": "mine"}}),
    ("execute_result", {"data": {"text/plain": "6.0"}, "metadata": {}, "execution_count": -1}),
    ("display_data", {"data": [], "metadata": 3}),
    ("error", {"ename": 1}),
    ("stream", {"name": "stderr"}),
    ("stream", {"name": [], "text": {}}),
    ("nonsense", {}),
    ("clear_output", {}),
    ("execute_input", {"code": 1, "execution_count": "x"}),
    ("comm_open", {"comm_id": [], "target_name": "jupyter.widget", "data": {"state": {"_model_name": "OutputModel"}}}),
    ("comm_msg", {"comm_id": "x", "data": {"state": 1, "buffer_paths": [[1]]}}),
    ("status", {"execution_state": "idle"}),
]:
    session.send(iopub, kind, content, parent=parent, ident=b"forged")
session.send(kernel.shell_stream, "execute_reply", {"status": "ok"}, parent=parent)
time.sleep(0.3)
# %% answer
answer = 5.0
