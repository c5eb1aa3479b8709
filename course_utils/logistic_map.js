// Logistic regression on a map, to play with: move one class's weights and bias; its region and the loss follow.
//
// One module for two places, as softmax_demo.js: in a notebook, course_utils/logistic_map.py has the model; on the web,
// site/logistic-map.js has a stand-in. In both, widget_parts.js stands before it.
// First come the numbers, then the geometry of regions, then the map itself.

// What the sliders cover. A number beyond it keeps its value; only the thumb stops.
const RANGE = { min: -5, max: 5 };
const LEARNING_RATE = 0.1; // as in the notebook
// The map, in standard deviations, and its size in the picture's own units.
const EXTENT = { left: -2.25, right: 2.75, bottom: -2.85, top: 1.85 };
const SIZE = { width: 500, height: 470 };
const MARK = 4; // half the width of a house's mark
const FEATURES = ["longitude", "latitude"];
// Regions with less of the map than this have no room for their name.
const NAMED_FROM = 0.02;

// --- Numbers ---

/** X @ W + b for one house. */
function logitsOf(place, weights, bias) {
  return bias.map((b, j) => place[0] * weights[0][j] + place[1] * weights[1][j] + b);
}

/** The mean cross-entropy, the accuracy, and the gradient of the first, for houses of the form [x, y, true class]. */
export function evaluate(houses, weights, bias) {
  const gradient = { weights: weights.map((row) => row.map(() => 0)), bias: bias.map(() => 0) };
  let loss = 0;
  let right = 0;
  for (const [x, y, trueClass] of houses) {
    const logits = logitsOf([x, y], weights, bias);
    const largest = Math.max(...logits);
    const exps = logits.map((logit) => Math.exp(logit - largest));
    const sum = exps.reduce((total, exp) => total + exp, 0);
    loss += Math.log(sum) + largest - logits[trueClass];
    right += logits.indexOf(largest) === trueClass;
    exps.forEach((exp, j) => {
      const push = (exp / sum - (j === trueClass)) / houses.length; // p − y
      gradient.weights[0][j] += push * x;
      gradient.weights[1][j] += push * y;
      gradient.bias[j] += push;
    });
  }
  return { loss: loss / houses.length, accuracy: right / houses.length, gradient };
}

/** Some steps of gradient descent. */
export function train(houses, weights, bias, steps) {
  for (let i = 0; i < steps; i += 1) {
    const { gradient } = evaluate(houses, weights, bias);
    const against = (value, slope) => value - LEARNING_RATE * slope;
    weights = weights.map((row, k) => row.map((value, j) => against(value, gradient.weights[k][j])));
    bias = bias.map((value, j) => against(value, gradient.bias[j]));
  }
  return { weights, bias };
}

// --- Regions ---

/** For each class, the polygon in which its logit is the largest; an empty one where it never is. */
export function regions(weights, bias) {
  const { left, right, bottom, top } = EXTENT;
  return bias.map((_, j) =>
    bias.reduce(
      (polygon, _, other) => (other === j ? polygon : cut(polygon, lead(j, other, weights, bias))),
      [[left, bottom], [right, bottom], [right, top], [left, top]],
    ),
  );
}

/** By how much class j is ahead of another at a place. Equal classes: the first one has the place, as in argmax. */
function lead(j, other, weights, bias) {
  const difference = (values) => values[j] - values[other];
  const [a, b, c] = [difference(weights[0]), difference(weights[1]), difference(bias)];
  const isEqual = a === 0 && b === 0 && c === 0;
  return ([x, y]) => (isEqual ? other - j : a * x + b * y + c);
}

/** The part of a convex polygon where a linear function is positive. */
function cut(polygon, value) {
  return polygon.flatMap((from, i) => {
    const to = polygon[(i + 1) % polygon.length];
    const [start, end] = [value(from), value(to)];
    const kept = start >= 0 ? [from] : [];
    if (start < 0 === end < 0) return kept;
    const share = start / (start - end);
    return [...kept, from.map((coordinate, k) => coordinate + share * (to[k] - coordinate))];
  });
}

/** The share of the map that a polygon has, and its centre. */
function measure(polygon) {
  let [area, x, y] = [0, 0, 0];
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length];
    const cross = (x1 * y2 - x2 * y1) / 2;
    area += cross;
    x += (cross * (x1 + x2)) / 3;
    y += (cross * (y1 + y2)) / 3;
  });
  const whole = (EXTENT.right - EXTENT.left) * (EXTENT.top - EXTENT.bottom);
  return { share: area / whole, centre: [x / area, y / area] };
}

// --- The picture ---

const toX = (x) => (SIZE.width * (x - EXTENT.left)) / (EXTENT.right - EXTENT.left);
const toY = (y) => (SIZE.height * (EXTENT.top - y)) / (EXTENT.top - EXTENT.bottom);

/** Make a part of an SVG. */
function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** The mark of each class, as in course_utils.figures: ▼ ● ▲. */
const MARKS = [
  (x, y) => `M${x - MARK} ${y - MARK}h${2 * MARK}l${-MARK} ${2 * MARK}z`,
  (x, y) => `M${x - MARK} ${y}a${MARK} ${MARK} 0 1 0 ${2 * MARK} 0a${MARK} ${MARK} 0 1 0 ${-2 * MARK} 0z`,
  (x, y) => `M${x - MARK} ${y + MARK}h${2 * MARK}l${-MARK} ${-2 * MARK}z`,
];

const rounded = (number) => Number(number.toFixed(1));

let maps = 0;

class LogisticMap {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.id = `logistic-map-${Date.now().toString(36)}-${(maps += 1)}`;
    this.houses = model.get("houses");
    this.labels = model.get("labels");
    this.chosen = this.labels.length - 1;
    this.start = this.read();
    this.update = this.update.bind(this);
    this.build();
    this.update();
    for (const name of ["weights", "bias"]) model.on(`change:${name}`, this.update);
  }

  remove() {
    for (const name of ["weights", "bias"]) this.model.off(`change:${name}`, this.update);
    clearTimeout(this.timer);
    this.root.replaceChildren();
  }

  read() {
    return { weights: this.model.get("weights"), bias: this.model.get("bias") };
  }

  change({ weights, bias }) {
    this.model.set("weights", weights);
    this.model.set("bias", bias);
    this.model.save_changes();
    this.update();
    this.announce();
  }

  /** The chosen class's numbers, in the order of the sliders: a weight for each feature, then the bias. */
  numbers() {
    const { weights, bias } = this.read();
    return [...weights, bias].map((row) => row[this.chosen]);
  }

  setNumber(k, number) {
    const { weights, bias } = this.read();
    const rows = [...weights, bias].map((row, i) => (i === k ? row.with(this.chosen, number) : row));
    this.change({ weights: rows.slice(0, -1), bias: rows.at(-1) });
  }

  choose(j) {
    this.chosen = j;
    this.update();
  }

  train(steps) {
    const { weights, bias } = this.read();
    this.change(train(this.houses, weights, bias, steps));
  }

  allZero() {
    const { weights, bias } = this.read();
    this.change({ weights: weights.map((row) => row.map(() => 0)), bias: bias.map(() => 0) });
  }

  /** Tell a screen reader, once things have come to rest. */
  announce() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status.textContent = this.summary), PAUSE);
  }

  build() {
    this.polygons = this.labels.map((_, j) => draw("polygon", { class: `region class-${j}` }));
    this.outline = draw("polygon", { class: "outline" });
    this.names = this.labels.map((label) => draw("text", { class: "name" }, label));
    this.picture = draw(
      "svg",
      { role: "img", viewBox: `0 0 ${SIZE.width} ${SIZE.height}` },
      ...this.polygons,
      ...this.labels.map((_, j) => draw("path", { class: `house class-${j}`, d: this.marksOf(j) })),
      this.outline,
      ...this.names,
    );
    this.facts = make("dl", { class: "facts" });
    this.status = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.root.classList.add("course-widget", "logistic-map");
    this.root.setAttribute("role", "region");
    this.root.setAttribute("aria-label", "Logistic regression on a map, to play with");
    this.root.append(
      make(
        "div",
        { class: "columns" },
        make(
          "div",
          {},
          this.picture,
          make("p", { class: "hint" }, "Left to right: standardized longitude. Bottom to top: standardized latitude."),
        ),
        make("div", {}, this.makeChoice(), ...this.makeSliders(), this.facts, ...this.makeButtons()),
      ),
      this.status,
    );
  }

  marksOf(j) {
    const marks = this.houses
      .filter(([, , trueClass]) => trueClass === j)
      .map(([x, y]) => MARKS[j](rounded(toX(x)), rounded(toY(y))));
    return marks.join("");
  }

  makeChoice() {
    this.radios = this.labels.map((_, j) =>
      make("input", { type: "radio", name: this.id, change: () => this.choose(j) }),
    );
    const mark = (j) =>
      draw("svg", { class: "mark", viewBox: "-6 -6 12 12", "aria-hidden": "true" },
        draw("path", { class: `house class-${j}`, d: MARKS[j](0, 0) }));
    return make(
      "fieldset",
      {},
      make("legend", {}, "Move the numbers of the class"),
      ...this.radios.map((radio, j) => make("label", {}, radio, mark(j), this.labels[j])),
    );
  }

  makeSliders() {
    const names = [...FEATURES.map((feature) => `weight for ${feature}`), "bias"];
    this.sliders = names.map((name, k) => {
      const current = () => this.numbers()[k];
      const onNumber = (number) => this.setNumber(k, number);
      const slider = makeSlider({ ...RANGE, current, onNumber });
      slider.slider.setAttribute("aria-label", `${name}, slider`);
      return { name, slider, number: makeNumberField({ name, id: `${this.id}-${k}`, current, onNumber }) };
    });
    return this.sliders.map(({ name, slider, number }) =>
      make(
        "div",
        { class: "parameter" },
        make("label", { for: number.field.id }, name),
        make("span", { class: "field" }, slider.slider, number.field),
        number.message,
      ),
    );
  }

  makeButtons() {
    return [
      make(
        "p",
        { class: "buttons" },
        makeButton("1 training step", () => this.train(1)),
        makeButton("100 training steps", () => this.train(100)),
        makeButton("All zero", () => this.allZero()),
        makeButton("Reset", () => this.change(this.start)),
      ),
      make("p", { class: "hint" }, `A training step moves all nine numbers against their gradients, × ${LEARNING_RATE}.`),
    ];
  }

  /** Show the state. */
  update() {
    const { weights, bias } = this.read();
    const result = evaluate(this.houses, weights, bias);
    this.radios.forEach((radio, j) => (radio.checked = j === this.chosen));
    for (const { slider, number } of this.sliders) {
      slider.write();
      if (readNumber(number.field) !== number.current()) number.write();
    }
    const polygons = regions(weights, bias);
    const shares = polygons.map((polygon, j) => this.showRegion(j, polygon));
    this.outline.setAttribute("points", this.polygons[this.chosen].getAttribute("points"));
    const facts = { loss: numberText(result.loss), accuracy: `${(100 * result.accuracy).toFixed(1)} %` };
    this.facts.replaceChildren(
      ...Object.entries(facts).map(([name, text]) =>
        make("div", { class: name }, make("dt", {}, name), make("dd", {}, text)),
      ),
    );
    this.summary = `Loss ${facts.loss}, accuracy ${facts.accuracy}.`;
    const parts = this.labels.map((label, j) => `${label}: ${Math.round(100 * shares[j])} %`);
    this.picture.setAttribute(
      "aria-label",
      `Map of Ames with ${this.houses.length} houses. Of its area, the model predicts ${parts.join(", ")}.`,
    );
  }

  /** Draw a class's region; return its share of the map. */
  showRegion(j, polygon) {
    this.polygons[j].setAttribute("points", polygon.map(([x, y]) => `${rounded(toX(x))},${rounded(toY(y))}`).join(" "));
    const { share, centre } = polygon.length ? measure(polygon) : { share: 0 };
    const hasRoom = share >= NAMED_FROM;
    this.names[j].style.display = hasRoom ? "" : "none";
    if (hasRoom) {
      this.names[j].setAttribute("x", rounded(toX(centre[0])));
      this.names[j].setAttribute("y", rounded(toY(centre[1])));
    }
    return share;
  }
}

/** Show the map of a model in an element; returns what takes it away again. */
function render({ model, el }) {
  const root = make("div");
  el.append(root);
  const map = new LogisticMap(model, root);
  return () => {
    map.remove();
    root.remove();
  };
}

export default { render };
