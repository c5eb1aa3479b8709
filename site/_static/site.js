// What the theme leaves out for readers without a mouse.

// Wide code, tables and formulas can be reached by Tab, so that arrow keys scroll them.
for (const box of document.querySelectorAll("pre, .table-wrapper, .output.text_html, div.formula")) {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
  }
}

// A folded test is called what it tests: MyST-NB gives them all one name.
for (const summary of document.querySelectorAll("details.hide > summary")) {
  summary.removeAttribute("aria-label");
}

// On a narrow page, labels of two hidden checkboxes open the list of pages and the table of contents. Make them buttons.
const drawers = [
  { box: document.getElementById("__navigation"), drawer: document.getElementById("site-pages"), name: "Pages" },
  { box: document.getElementById("__toc"), drawer: document.getElementById("page-contents"), name: "On this page" },
];
for (const { box, drawer, name } of drawers) {
  const buttons = [...document.querySelectorAll(`label[for="${box.id}"]:not(.overlay)`)].map((label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.ariaLabel = name;
    button.setAttribute("aria-controls", drawer.id);
    button.append(...label.childNodes);
    label.replaceWith(button);
    return button;
  });
  const tell = () => {
    for (const button of buttons) {
      button.ariaExpanded = String(box.checked);
    }
  };
  const set = (open) => {
    box.checked = open;
    tell();
    const next = open ? drawer.querySelector("input, a") : buttons.find((button) => button.offsetParent);
    next?.focus();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => set(!box.checked));
  }
  box.addEventListener("change", tell);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.checked) {
      set(false);
    }
  });
  tell();
}
