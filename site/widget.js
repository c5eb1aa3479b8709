// In a notebook, the model is Python's. Here it is an object that does the same for one page.
class Model extends EventTarget {
  constructor(state) {
    super();
    this.state = state;
  }
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

/** Put a widget into each place that waits for it. A place may say in `data-state` how it begins there. */
function renderAll(selector, start) {
  for (const place of document.querySelectorAll(selector)) {
    if (place.hasChildNodes()) continue; // another script of this page has filled it
    render({ model: new Model({ ...start, ...JSON.parse(place.dataset.state ?? "{}") }), el: place });
  }
}
