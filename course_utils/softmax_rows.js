// The table of the softmax demo, with a row for each class, and what the demo says of scaling. This stands before it, too.

function makeTable(expScale, body) {
  const header = (name, ...details) => make("th", { scope: "col", role: "columnheader" }, name, ...details);
  const scale = (text) => make("span", { class: "scale" }, text);
  const headers = [
    header("true class", scale("choose one")),
    header("logits", scale("any numbers")),
    header("exp(logits)", expScale),
    header("probs", scale("full bar = 1")),
    header("push on this logit", scale("against p − y")),
    header("one-hot", scale("1 = true class")),
    make("td", { role: "cell" }),
  ];
  return make(
    "table",
    { role: "table" },
    make("caption", { class: "unseen" }, "From logits to probs, a row for each class"),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...headers)),
    body,
  );
}

function makeBar(kind) {
  const fill = make("span", { class: `fill ${kind}` });
  // The number beside it says the same.
  const bar = make("span", { class: `bar ${kind}`, "aria-hidden": "true" }, fill);
  return { bar, fill, text: make("span", { class: "value" }) };
}

function showRow(row, i, { logits, labels, trueClass }, { logProbs, logRests, probs, pushes }, scale) {
  const logit = logits[i];
  const isTrue = i === trueClass;
  row.row.classList.toggle("true", isTrue);
  row.header.setAttribute("aria-label", labels[i]);
  row.name.textContent = labels[i];
  row.radio.checked = isTrue;
  row.radio.setAttribute("aria-label", `true class: ${labels[i]}`);

  row.slider.write();
  row.slider.slider.setAttribute("aria-label", `logit of ${labels[i]}, slider`);
  row.number.field.setAttribute("aria-label", `logit of ${labels[i]}`);
  // Somebody who types "1." wants to go on from there: leave the field alone while it means the same number.
  if (readNumber(row.number.field) !== logit) row.number.write();

  const drawn = Math.abs(logit) <= LARGEST_DRAWN_LOGIT;
  const tooLarge = logit > LARGEST_DRAWN_LOGIT;
  const width = drawn ? Math.exp(logit - scale) : Number(tooLarge);
  row.exp.fill.style.width = `${100 * width}%`;
  row.exp.fill.classList.toggle("beyond", tooLarge);
  row.exp.text.textContent = expText(logit) + (drawn ? "" : `, too ${tooLarge ? "large" : "small"} to draw`);
  row.prob.fill.style.width = `${100 * probs[i]}%`;
  row.prob.text.textContent = probText(logProbs[i], logRests[i]);
  for (const { text } of [row.exp, row.prob]) text.classList.toggle("long", text.textContent.length > 12);
  showPush(row.push, pushes[i]);
  row.oneHot.textContent = isTrue ? "1" : "0";
  row.remove.setAttribute("aria-label", `remove ${labels[i]}`);
  row.remove.setAttribute("aria-disabled", String(logits.length === FEWEST_CLASSES));
}

/** An arrow from the middle, to the right if training raises the logit: that is where the slider goes, too. */
function showPush({ bar, fill, text }, { sign, log }) {
  bar.classList.toggle("up", sign < 0);
  fill.style.width = `${50 * Math.exp(log)}%`;
  const number = pushText({ sign, log });
  text.classList.toggle("long", number.length > 10);
  text.replaceChildren(
    `${number}\u00a0${sign < 0 ? "→" : "←"}`,
    make("span", { class: "unseen" }, sign < 0 ? ", so training raises it" : ", so training lowers it"),
  );
}

/** p − y as text. */
const pushText = ({ sign, log }) => (sign < 0 ? "−" : "") + expText(log);

/** The name of a class that was added: its number, counted from 0 as PyTorch does. */
function newLabel(labels) {
  let number = labels.length;
  while (labels.includes(`class ${number}`)) number += 1;
  return `class ${number}`;
}

function scaleText(scale) {
  return scale > Math.log(1e-4) && scale < Math.log(1e6) ? plainText(Math.exp(scale)) : expText(scale);
}

function scaleNote(factor, logits) {
  const start = `Every logit was multiplied by ${chosenText(factor)}`;
  const largest = logits.filter((logit) => logit === Math.max(...logits)).length;
  if (largest === logits.length) return `${start}. All logits are equal, and so the probs stay equal.`;
  if (factor === 0) return `${start}: now all are equal, and so are the probs.`;
  if (factor < 0) return `${start}: the order of the classes is turned around.`;
  const temperature = Number.isFinite(1 / factor) ? ` (temperature ${plainText(1 / factor)})` : "";
  if (factor === 1) return `${start}${temperature}: nothing changes.`;
  if (factor < 1) return `${start}${temperature}: the differences shrink, and the probs move towards each other.`;
  const winner =
    largest === 1 ? "the largest prob goes towards 1" : `the ${largest} largest probs go towards 1/${largest} each`;
  return `${start}${temperature}: the differences grow, and ${winner}.`;
}

function largestDifference(some, others) {
  return Math.max(...some.map((value, i) => Math.abs(value - others[i])));
}
