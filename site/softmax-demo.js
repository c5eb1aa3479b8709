/* include: course_utils/softmax_demo.js */

// In a notebook the model is Python's. Here it is an object that does the same for one page.
class Model extends EventTarget {
  state = { logits: [1, 3, 2], true_class: 1, labels: ["low", "medium", "high"] };
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
    this.dispatchEvent(new Event(`change:${name}`));
  }
  on(event, listener) {
    this.addEventListener(event, listener);
  }
  off(event, listener) {
    this.removeEventListener(event, listener);
  }
  save_changes() {}
}

for (const place of document.querySelectorAll(".demo")) {
  render({ model: new Model(), el: place });
}
