// Softmax and cross-entropy, to play with: logits in, probs and the loss out.
//
// One module for two places. In a notebook, anywidget calls `render` with the model of course_utils/softmax_demo.py.
// On the web, site/softmax-demo.html calls it with a small stand-in for that model.
// In both, widget_parts.js, softmax_numbers.js and softmax_rows.js stand before it.

let demos = 0;

class Demo {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.id = `softmax-demo-${Date.now().toString(36)}-${(demos += 1)}`; // elements of several demos need ids apart
    this.start = this.read();
    this.constant = 1;
    this.factor = 2;
    this.rows = [];
    this.update = this.update.bind(this);
    this.build();
    this.update();
    for (const name of ["logits", "true_class", "labels"]) model.on(`change:${name}`, this.update);
  }

  remove() {
    for (const name of ["logits", "true_class", "labels"]) this.model.off(`change:${name}`, this.update);
    clearTimeout(this.timer);
    this.root.replaceChildren();
  }

  /** The model's state. Its parts may arrive one after the other, so they may not fit together for a moment. */
  read() {
    const logits = [...this.model.get("logits")];
    const labels = [...this.model.get("labels")].slice(0, logits.length);
    while (labels.length < logits.length) labels.push(newLabel(labels));
    const trueClass = Math.min(this.model.get("true_class"), logits.length - 1);
    return { logits, labels, trueClass };
  }

  /** Change the state, say what happened (in a sentence or two, or not at all), and tell Python. */
  change({ logits, trueClass, labels }, note = "") {
    if (labels) this.model.set("labels", labels);
    if (trueClass !== undefined) this.model.set("true_class", trueClass);
    if (logits) this.model.set("logits", logits);
    this.model.save_changes();
    this.note.textContent = note;
    this.update();
    this.announce();
  }

  // What somebody can do.

  setLogit(i, logit) {
    this.change({ logits: this.read().logits.with(i, logit) });
  }

  chooseTrueClass(i) {
    this.change({ trueClass: i });
  }

  addClass() {
    const { logits, labels } = this.read();
    if (logits.length === MOST_CLASSES) {
      this.say(`There is room for ${MOST_CLASSES} classes. Remove one first.`);
      return;
    }
    this.change({ logits: [...logits, 0], labels: [...labels, newLabel(labels)] });
  }

  removeClass(i) {
    const { logits, labels, trueClass } = this.read();
    if (logits.length === FEWEST_CLASSES) {
      this.say(`There must be ${FEWEST_CLASSES} classes, or there is nothing to choose from.`);
      return;
    }
    const others = (list) => list.filter((_, j) => j !== i);
    const newTrueClass = trueClass > i ? trueClass - 1 : Math.min(trueClass, logits.length - 2);
    this.change(
      { logits: others(logits), labels: others(labels), trueClass: newTrueClass },
      i === trueClass ? `The true class is now ${others(labels)[newTrueClass]}.` : "",
    );
    this.rows[Math.min(i, logits.length - 2)].remove.focus();
  }

  addConstant() {
    const { logits, trueClass } = this.read();
    const text = chosenText(this.constant);
    const sums = logits.map((logit) => logit + this.constant);
    if (!sums.every(Number.isFinite)) return this.sayTooLarge();
    const change = largestDifference(compute(logits, trueClass).probs, compute(sums, trueClass).probs);
    this.change(
      { logits: sums },
      change < 1e-6
        ? `${text} was added to every logit. The probs and the loss stay the same. Why?`
        : `${text} was added to every logit. The probs changed, but only by rounding: a computer's number has ` +
            "some 16 digits, too few to keep the differences beside a number this large.",
    );
  }

  scale() {
    const { logits } = this.read();
    const products = logits.map((logit) => logit * this.factor);
    if (!products.every(Number.isFinite)) return this.sayTooLarge();
    this.change({ logits: products.map((logit) => logit || 0) }, scaleNote(this.factor, logits)); // || 0: no "−0"
  }

  allEqual() {
    const { logits } = this.read();
    const n = logits.length;
    this.change(
      { logits: logits.map(() => 0) },
      `All logits are 0. Does it matter how large they are, if they are equal? Add a constant. ` +
        `The loss is log(${n}): the price of having no idea.`,
    );
  }

  oneMuchBigger() {
    const { logits, labels, trueClass } = this.read();
    this.change(
      { logits: logits.map((_, i) => (i === trueClass ? 8 : 0)) },
      `The logit of ${labels[trueClass]}, the true class, is much bigger. The model is sure and right: ` +
        "the loss is nearly 0. Now choose another true class: sure and wrong.",
    );
  }

  oneMuchSmaller() {
    const { logits, labels, trueClass } = this.read();
    this.change(
      { logits: logits.map((_, i) => (i === trueClass ? -8 : 0)) },
      `The logit of ${labels[trueClass]}, the true class, is much smaller. The model all but rules out the right ` +
        "answer: the loss is large. Now choose another true class.",
    );
  }

  reset() {
    this.change(this.start, "Everything is as it was at the start.");
  }

  // What is said.

  say(note) {
    this.note.textContent = note;
    this.announce();
  }

  sayTooLarge() {
    this.say("Nothing was changed: a logit would be larger than a computer's numbers go, 1.8 × 10³⁰⁸.");
  }

  /** Tell a screen reader, once things have come to rest. */
  announce() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { logits, labels, trueClass } = this.read();
      const result = compute(logits, trueClass);
      const summary = `True class ${labels[trueClass]}: prob ${trueProbText(result, trueClass)}, loss ${lossText(result)}.`;
      this.status.textContent = `${this.note.textContent} ${summary}`.trim();
    }, PAUSE);
  }

  // What is on the page.

  build() {
    this.expScale = make("span", { class: "scale" });
    this.body = make("tbody", { role: "rowgroup" });
    this.note = make("p", { class: "note" });
    this.status = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.facts = make("dl", { class: "facts" });
    this.steps = make("ol", { class: "steps" });
    this.add = makeButton("Add a class", () => this.addClass());
    this.root.classList.add("course-widget", "softmax-demo");
    this.root.setAttribute("role", "region");
    this.root.setAttribute("aria-label", "Softmax and cross-entropy, to play with");
    this.root.append(
      makeTable(this.expScale, this.body),
      make("p", { class: "buttons" }, this.add, makeButton("Reset", () => this.reset())),
      this.facts,
      make(
        "div",
        { class: "columns" },
        make("section", {}, make("h2", {}, "Step by step"), this.steps),
        make("section", {}, make("h2", {}, "Try"), ...this.makeExperiments(), this.note),
      ),
      this.status,
    );
  }

  makeExperiments() {
    const experiment = ({ name, hint, button, use }) => {
      const id = `${this.id}-${name}`;
      const number = makeNumberField({
        name,
        id,
        current: () => this[name],
        onNumber: (number) => (this[name] = number),
      });
      const submit = (event) => {
        event.preventDefault(); // nothing is sent anywhere
        number.accept();
        number.write();
        use();
      };
      return make(
        "form",
        { class: "experiment", submit, novalidate: "" },
        make("span", { class: "field" }, make("label", { for: id }, name), number.field),
        make("button", { type: "submit" }, button),
        number.message,
        make("span", { class: "hint" }, hint),
      );
    };
    return [
      experiment({
        name: "constant",
        hint: "It is added to every logit. What will the probs do?",
        button: "Add a constant",
        use: () => this.addConstant(),
      }),
      experiment({
        name: "factor",
        hint: "Every logit is multiplied by it. It is 1/temperature: a factor of 2 is a temperature of 0.5.",
        button: "Scale",
        use: () => this.scale(),
      }),
      make(
        "p",
        { class: "buttons", role: "group", "aria-label": "situations" },
        makeButton("All equal", () => this.allEqual()),
        makeButton("One much bigger", () => this.oneMuchBigger()),
        makeButton("One much smaller", () => this.oneMuchSmaller()),
      ),
    ];
  }

  makeRow(i) {
    const radio = make("input", { type: "radio", name: `${this.id}-true`, change: () => this.chooseTrueClass(i) });
    const name = make("span", { class: "name" });
    const current = () => this.read().logits[i];
    const onNumber = (logit) => this.setLogit(i, logit);
    const slider = makeSlider({ ...SLIDER, current, onNumber });
    const number = makeNumberField({ name: "", id: `${this.id}-logit-${i}`, current, onNumber });
    const exp = makeBar("exp");
    const prob = makeBar("prob");
    const push = makeBar("push");
    const oneHot = make("td", { role: "cell", class: "one-hot", "data-name": "one-hot" });
    const remove = makeButton("×", () => this.removeClass(i), { class: "remove" });
    const header = make("th", { scope: "row", role: "rowheader" }, make("label", {}, radio, name));
    const row = make(
      "tr",
      { role: "row", click: (event) => event.target.closest("input, button, label") || this.chooseTrueClass(i) },
      header,
      make(
        "td",
        { role: "cell", class: "logit", "data-name": "logit" },
        make("span", { class: "field" }, slider.slider, number.field),
        number.message,
      ),
      make("td", { role: "cell", class: "exp", "data-name": "exp(logit)" }, exp.bar, exp.text),
      make("td", { role: "cell", class: "prob", "data-name": "prob" }, prob.bar, prob.text),
      make("td", { role: "cell", class: "push", "data-name": "push" }, push.bar, push.text),
      oneHot,
      make("td", { role: "cell", class: "last" }, remove),
    );
    return { row, header, radio, name, slider, number, exp, prob, push, oneHot, remove };
  }

  /** Show the state. */
  update() {
    const state = this.read();
    const result = compute(state.logits, state.trueClass);
    if (this.rows.length !== state.logits.length) {
      this.rows = state.logits.map((_, i) => this.makeRow(i));
      this.body.replaceChildren(...this.rows.map(({ row }) => row));
    }
    const scale = barScale(state.logits);
    this.expScale.textContent = scale === null ? "no bar fits" : `full bar = ${scaleText(scale)}`;
    this.rows.forEach((row, i) => showRow(row, i, state, result, scale));
    this.add.setAttribute("aria-disabled", String(state.logits.length === MOST_CLASSES));
    this.showFacts(state, result);
    this.showSteps(state, result);
  }

  showFacts({ labels, trueClass }, result) {
    const fact = (name, value, attributes = {}) =>
      make("div", attributes, make("dt", {}, name), make("dd", {}, value));
    this.facts.replaceChildren(
      fact("true class", labels[trueClass]),
      fact("its prob", trueProbText(result, trueClass)),
      fact("its log-prob", `−${lossText(result)}`),
      fact("loss = −log-prob", lossText(result), { class: "loss" }),
    );
  }

  showSteps({ logits, labels, trueClass }, result) {
    const logit = chosenText(logits[trueClass]);
    const exps = logits.map(expText);
    const sum = expText(result.logSum);
    const prob = trueProbText(result, trueClass);
    const step = (name, ...lines) =>
      make("li", {}, make("strong", {}, name), ...lines.map((line) => make("span", { class: "formula" }, line)));
    this.steps.replaceChildren(
      step("exp makes each number positive", ...logits.map((z, i) => `exp(${chosenText(z)}) ≈ ${exps[i]}`)),
      step("sum", `${exps.join(" + ")} ≈ ${sum}`),
      step(
        `division gives the prob of ${labels[trueClass]}`,
        `exp(${logit}) / sum ≈ ${bracketed(exps[trueClass])} / ${bracketed(sum)} ≈ ${prob}`,
      ),
      step("−log gives the loss", `−log(${prob}) ≈ ${lossText(result)}`),
      step(
        "p − y, prob minus one-hot, is the gradient on each logit; training pushes against it",
        ...result.pushes.map((push, i) => {
          const p = probText(result.logProbs[i], result.logRests[i]);
          return `${bracketed(p)} − ${Number(i === trueClass)} ≈ ${pushText(push)}`;
        }),
      ),
    );
    if (Math.max(...logits) > LARGEST_DRAWN_LOGIT) {
      this.steps.append(
        make(
          "li",
          { class: "aside" },
          "PyTorch's float32 has no room for exp of a logit above 88.7. The probs and the loss are right all the same, " +
            "here as in PyTorch. How can they be computed?",
        ),
      );
    }
  }
}

/** Show the demo of a model in an element; returns what takes it away again. */
function render({ model, el }) {
  const root = make("div");
  el.append(root);
  const demo = new Demo(model, root);
  return () => {
    demo.remove();
    root.remove();
  };
}

export default { render };
