// What the course's widgets are made of: numbers as text, buttons, number fields, sliders.

// Milliseconds. A screen reader is told about a change once it is over, not at each step of a slider.
const PAUSE = 500;

// --- Numbers as text ---

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
// No-break spaces: a number is not torn apart at the end of a line.
const TIMES = "\u00a0×\u00a0";
const ONE_MINUS = "1\u00a0− ";

function superscript(integer) {
  const digits = [...String(Math.abs(integer))].map((digit) => SUPERSCRIPTS[digit]).join("");
  return (integer < 0 ? "⁻" : "") + digits;
}

const withMinus = (text) => text.replace("-", "−");

/** "3.2 × 10⁻⁵" */
function scientific(number) {
  const [digits, power] = number.toExponential(2).split("e");
  return withMinus(`${Number(digits)}${TIMES}10${superscript(Number(power))}`);
}

/** A number with no more digits than it has, and `digits` at the most. */
export function plainText(number, digits = 6) {
  const size = Math.abs(number);
  if (size !== 0 && (size >= 10 ** digits || size < 1e-4)) return scientific(number);
  return withMinus(String(Number(number.toPrecision(digits))));
}

/** A number that somebody chose, as it was typed. */
const chosenText = (number) => plainText(number, 12);

/** A result: four decimals, and six digits where it is larger. */
export function numberText(number) {
  const size = Math.abs(number);
  if (size !== 0 && size < 0.001) return scientific(number);
  return size < 10 ? withMinus(number.toFixed(4)) : plainText(number);
}

// --- Parts of the page ---

/** Make an element: attributes by their names in HTML, functions as listeners, then what goes into it. */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value);
  }
  // JupyterLab takes keys for its own otherwise: pressing "d" twice on a button would delete the notebook's cell.
  if (tag === "button" || tag === "input") node.dataset.lmSuppressShortcuts = "true";
  node.append(...children);
  return node;
}

function makeButton(text, click, attributes = {}) {
  return make("button", { type: "button", click, ...attributes }, text);
}

/** What a number field holds, with a point or a comma for the decimals; null if that is no finite number. */
function readNumber(field) {
  const text = field.value.trim().replace("−", "-").replace(",", ".");
  const number = text === "" ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** Arrow keys change a number by 0.1, together with Shift by 0.01. */
function listenToArrows(node, current, onNumber) {
  const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
  node.addEventListener("keydown", (event) => {
    const isCaret = node.type === "text" && /Left|Right/.test(event.key); // they move within the text
    if (!(event.key in steps) || isCaret || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onNumber(Number((current() + steps[event.key] * (event.shiftKey ? 0.01 : 0.1)).toPrecision(15)));
  });
}

/** A slider in steps of 0.1, and of 0.01 while Shift is held. A number between two steps, or beyond its end, stays. */
function makeSlider({ min, max, current, onNumber }) {
  const slider = make("input", { type: "range", min, max, step: "any" });
  let shift = false;
  for (const event of ["pointerdown", "pointermove"]) slider.addEventListener(event, (e) => (shift = e.shiftKey));
  slider.addEventListener("input", () => onNumber(Number(Number(slider.value).toFixed(shift ? 2 : 1))));
  listenToArrows(slider, current, onNumber);
  return {
    slider,
    write() {
      const number = current();
      slider.value = number;
      const outside = number < min || number > max ? ", beyond the slider's end" : "";
      slider.setAttribute("aria-valuetext", chosenText(number) + outside);
    },
  };
}

/** A number field with a place beside it for what is wrong. `onNumber` gets each new number; `current` is the last. */
function makeNumberField({ name, id, current, onNumber }) {
  const message = make("span", { class: "message", id: `${id}-message` });
  const field = make("input", {
    // Not "number": a browser would read "7,5" as 75.
    type: "text",
    inputmode: "decimal",
    role: "spinbutton",
    id,
    "aria-label": name,
    "aria-describedby": message.id,
    autocomplete: "off",
  });
  let timer;
  const complain = () => {
    message.textContent = `Not a number, so it is still ${chosenText(current())}.`;
    field.setAttribute("aria-invalid", "true");
  };
  const accept = () => {
    message.textContent = "";
    field.removeAttribute("aria-invalid");
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const number = readNumber(field);
    // "-" is no number yet, but may soon be one: complain after a pause.
    if (number === null) timer = setTimeout(complain, 2 * PAUSE);
    else {
      accept();
      field.setAttribute("aria-valuenow", String(number));
      onNumber(number);
    }
  });
  // Somebody leaves the field, or presses Enter: it shows the number that counts.
  field.addEventListener("change", () => leave());
  field.addEventListener("blur", () => leave());
  function leave() {
    clearTimeout(timer);
    if (readNumber(field) === null) complain();
    field.removeAttribute("aria-invalid");
    write();
  }
  listenToArrows(field, current, (number) => {
    accept();
    onNumber(number);
  });
  function write() {
    field.value = String(Number(current().toPrecision(15)));
    field.setAttribute("aria-valuenow", field.value);
  }
  write();
  return { field, message, write, accept, current };
}
