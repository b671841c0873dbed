// Polish for the desk: J and K walk the review list, words chosen in the source fill a field. Everything works without.
"use strict";

const items = [...document.querySelectorAll(".review-items > li[id]")];
const buttonOf = (item) => item.querySelector("button:not([hidden])");

function go(step) {
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[here < 0 ? 0 : Math.min(Math.max(here + step, 0), items.length - 1)];
  if (next) {
    (buttonOf(next) || next.querySelector(".review-what a")).focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

// After a decision the address names the item to go on with; the browser goes there first, then the focus does.
addEventListener("load", () => {
  const item = items.find((item) => item.id === decodeURIComponent(location.hash.slice(1)));
  if (item) buttonOf(item)?.focus();
});

// By the place of the key: with an input method on, or Caps Lock, it says something else than j.
document.addEventListener("keydown", (event) => {
  const isTyping = event.isComposing || event.target.closest("input, select, textarea, [contenteditable], [role=combobox]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.code === "KeyJ") go(1);
  if (event.code === "KeyK") go(-1);
});

// What a field is called: by its label, or by the head of its column, which bears the field's name as the cell does;
// a filter says it itself.
function nameOf(field) {
  const column = [...(field.closest("td")?.classList ?? [])].find((name) => name.startsWith("field-"));
  const head = column && field.closest("table").querySelector(`thead .column-${column.slice("field-".length)}`);
  const named = (field.labels && field.labels[0]) || head;
  return (named ? named.textContent : (field.ariaLabel ?? "")).trim().replace(/[:：]$/, "");
}

// The choice that the admin hides behind a box.
const fieldOf = (box) => box.closest(".select2-container").previousElementSibling;

// Such boxes have no name of their own: a box that holds one choice is called by what was chosen.
function nameBoxes() {
  for (const box of document.querySelectorAll(".select2-selection")) {
    box.removeAttribute("aria-labelledby");
    for (const part of [box, box.querySelector("[role=textbox], .select2-search__field")]) part?.setAttribute("aria-label", nameOf(fieldOf(box)));
  }
}

window.django?.jQuery?.(nameBoxes);
document.addEventListener("formset:added", () => setTimeout(nameBoxes));

// Beside a task's form: words chosen in the source can be taken over into the field that was used last.

const TAKES = "input[type=text], input[type=number], textarea";
const QUARTERS = { 一: 3, 二: 6, 三: 9, 四: 12, 1: 3, 2: 6, 3: 9, 4: 12 };

// 到2027年底 → 2027-12-31, year; 2027年6月底 → 2027-06-30, month; the last day that the words allow.
function readDate(words) {
  const found = words.match(/(20\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日)?|第?([一二三四1-4])季度|([上下])半年)?/);
  if (!found) return null;
  const [, year, month, day, quarter, half] = found;
  const last = Number(month) || QUARTERS[quarter] || (half === "上" ? 6 : 12);
  const date = new Date(Date.UTC(Number(year), day ? last - 1 : last, day ? Number(day) : 0));
  if (last > 12 || (day && date.getUTCDate() !== Number(day))) return null;
  const precision = day ? "day" : month || half ? "month" : quarter ? "quarter" : "year";
  return { value: date.toISOString().slice(0, 10), precision };
}

// 到2030年达到1,200万千瓦 → 1200: years and months are no values, unless a year is asked for.
function readNumber(words, isYear) {
  const plain = words.replace(/(?<=\d)[,，](?=\d{3})/g, "");
  const found = isYear ? plain.match(/(?:19|20)\d\d/) : plain.match(/\d+(?:\.\d+)?(?![\d.]|年|月|日)/);
  return found && { value: found[0] };
}

// What a field would be given for some words; null where the words do not say it.
function reading(field, words) {
  const plain = words.normalize("NFKC");
  if (field.matches(".vDateField")) return readDate(plain);
  if (["decimal", "numeric"].includes(field.inputMode)) return readNumber(plain, field.name.endsWith("year"));
  return { value: words };
}

function fill(field, { value, precision }) {
  if (field.matches("select")) {
    // The box looks its words up; which of the agencies found is meant, a person says.
    window.django.jQuery(field).select2("open");
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search.value = value;
    search.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  field.value = value;
  const exactness = precision && field.closest("tr, .inline-related, form").querySelector("select[name$=precision]");
  if (exactness) exactness.value = precision;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

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

  document.querySelector(".desk-form").addEventListener("focusin", ({ target }) => {
    const box = target.closest(".select2-container");
    field = box ? fieldOf(box) : target.matches(TAKES) ? target : null;
  });
  document.addEventListener("selectionchange", () => {
    const words = chosen();
    const read = field?.isConnected && words ? reading(field, words) : null;
    take.hidden = !field || !words;
    take.disabled = !read;
    if (take.hidden) return;
    const said = read && read.value !== words ? `：${read.value}` : "";
    take.textContent = read ? `填入“${nameOf(field)}”${said}` : `所选的话里没有可填入“${nameOf(field)}”的`;
  });
  take.addEventListener("mousedown", (event) => event.preventDefault());
  take.addEventListener("click", () => {
    fill(field, reading(field, chosen()));
    take.hidden = true;
  });
}
