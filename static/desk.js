// Polish for the desk: J and K walk the review list, words chosen in the source fill a field. Everything works without.
"use strict";

const items = [...document.querySelectorAll(".review-items > li[id]")];
const controls = "button, .review-what a";

function go(step) {
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[here < 0 ? 0 : Math.min(Math.max(here + step, 0), items.length - 1)];
  if (next) {
    (next.querySelector("button") || next.querySelector(controls)).focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

// After a decision the address names the item to go on with; the browser goes there first, then the focus does.
addEventListener("load", () => items.find((item) => `#${item.id}` === location.hash)?.querySelector("button")?.focus());

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") go(1);
  if (event.key === "k") go(-1);
});

// What a field is called: by its label, or by the head of its column.
function nameOf(field) {
  const cell = field.closest("td");
  const column = cell && field.closest("table").querySelectorAll("thead th")[cell.cellIndex - 1];
  return ((field.labels && field.labels[0]) || column || field).textContent.trim().replace(/[:：]$/, "");
}

// The boxes that the admin puts in place of a choice among many have no name of their own.
function nameBoxes() {
  for (const box of document.querySelectorAll(".select2-selection")) {
    const field = box.closest(".select2-container").previousElementSibling;
    for (const part of [box, box.querySelector("[role=textbox], .select2-search__field")]) part?.setAttribute("aria-label", nameOf(field));
  }
}

window.django?.jQuery?.(nameBoxes);
document.addEventListener("formset:added", () => setTimeout(nameBoxes));

// Beside a task's form: words chosen in the source can be taken over into the field that was used last.
const source = document.querySelector(".desk-source");

if (source) {
  source.scrollTop = (source.querySelector(".inside")?.offsetTop ?? 0) - source.offsetTop - 80;
  const take = document.createElement("button");
  take.type = "button";
  take.className = "desk-take";
  take.hidden = true;
  document.body.append(take);
  let field = null;

  const chosen = () => {
    const selection = getSelection();
    return source.contains(selection.anchorNode) ? selection.toString().replace(/\s*\n\s*/g, "").trim() : "";
  };

  document.querySelector(".desk-form").addEventListener("focusin", (event) => {
    if (event.target.matches("input[type=text], input[type=number], textarea")) field = event.target;
  });
  document.addEventListener("selectionchange", () => {
    take.hidden = !field || !chosen();
    if (!take.hidden) take.textContent = `填入“${nameOf(field) || "所用栏位"}”`;
  });
  take.addEventListener("mousedown", (event) => event.preventDefault());
  take.addEventListener("click", () => {
    field.value = field.type === "number" ? (chosen().match(/\d+(\.\d+)?/) || [""])[0] : chosen();
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
    take.hidden = true;
  });
}
