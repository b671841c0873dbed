// Polish only: every page works without it.

// A link with data-copy copies that text, or its own address where that is empty; one with data-cite the document's
// citation with that place; a button with data-copies the field of that id. The link says so for a while, and so does a
// line that is read aloud.
if (navigator.clipboard) {
  const said = document.body.appendChild(document.createElement("p"));
  said.id = "copied";
  said.className = "unseen";
  said.setAttribute("role", "status");
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copies], [data-cite]");
    if (!button || button.dataset.name) return;
    event.preventDefault();
    const field = document.getElementById(button.dataset.copies);
    const { copy, cite } = button.dataset;
    const cited = cite === undefined ? "" : button.closest("[data-citation]").dataset.citation + cite;
    await navigator.clipboard.writeText(field ? field.value : cited || copy || button.href);
    button.dataset.name = button.textContent;
    button.textContent = said.textContent = "已复制";
    setTimeout(() => {
      button.textContent = button.dataset.name;
      delete button.dataset.name;
      said.textContent = "";
    }, 3000);
  });
}

// A search field with data-suggest offers completions from the second character on, in place of those that the page
// came with; never while a word is being composed.
for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = field.list ?? document.body.appendChild(document.createElement("datalist"));
  list.id ||= `suggestions-${field.id}`;
  field.setAttribute("list", list.id);
  let waiting = 0;
  const offer = async () => {
    const typed = field.value.trim();
    const address = new URL(field.dataset.suggest, location);
    address.searchParams.set("q", typed);
    const answer = await fetch(address);
    if (!answer.ok || field.value.trim() !== typed) return;
    const [, labels, kinds] = await answer.json();
    list.replaceChildren(...labels.map((label, place) => new Option(kinds[place], label)));
  };
  const wait = (event) => {
    clearTimeout(waiting);
    if (!event.isComposing && field.value.trim().length > 1) waiting = setTimeout(offer, 200);
  };
  field.addEventListener("input", wait);
  field.addEventListener("compositionend", wait);
}

// A link with data-print prints the page it stands on; without scripts it leads to the page as it prints best. A button
// is hidden until then, and what stands for it without scripts after.
for (const button of document.querySelectorAll("button[data-print]")) button.hidden = false;
for (const hint of document.querySelectorAll("[data-without-script]")) hint.hidden = true;
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-print]")) return;
  event.preventDefault();
  window.print();
});

// What is copied out of an official text is its words alone: no links, no underlines, no blank lines between paragraphs.
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!event.clipboardData || !selection.rangeCount) return;
  const first = selection.getRangeAt(0).startContainer;
  if (!(first instanceof Element ? first : first.parentElement).closest("[data-official]")) return;
  event.clipboardData.setData("text/plain", selection.toString().replace(/\n{2,}/g, "\n"));
  event.preventDefault();
});

// A link to what is folded unfolds it; one to a clause in another part of a long text goes on there.
const unfold = () => {
  const name = decodeURIComponent(location.hash.slice(1));
  const place = document.getElementById(name);
  const elsewhere = place?.classList.contains("elsewhere") && place.closest("li").querySelector("a");
  if (elsewhere) return location.replace(elsewhere.search + location.hash);
  const fold = place?.closest("details") ?? place?.querySelector(":scope > details");
  if (fold) fold.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Beside a document its contents show where one reads: in the outline, and in the bar at the foot of a narrow window.
const outline = document.getElementById("outline");
if (outline) {
  const links = [...outline.querySelectorAll("li a")];
  const items = links.map((link) => (link.getAttribute("href")[0] === "#" ? document.getElementById(link.hash.slice(1)) : null));
  const [here, of] = ["here", "of"].map((id) => document.getElementById(id));
  const chapters = links.map((link) => (link.closest(".depth-1") ? link : null));
  const words = (at) => {
    const chapter = chapters.slice(0, at).findLast(Boolean);
    const parts = [chapters[at] ? null : chapter?.firstElementChild, ...links[at].children];
    return parts.map((part) => part?.textContent.trim()).filter(Boolean).join(" ");
  };
  let shown = -1;
  let opened = null; // the chapter that was unfolded here, not by the reader
  const show = () => {
    const at = items.findLastIndex((item) => item?.getBoundingClientRect().top < innerHeight / 3);
    if (at === shown) return;
    links[shown]?.removeAttribute("aria-current");
    shown = at;
    here.textContent = at < 0 ? "" : words(at);
    of.textContent = at < 0 ? `共 ${links.length} 处` : `${at + 1} / ${links.length}`;
    links[at]?.setAttribute("aria-current", "location");
    const fold = links[at]?.closest(".folded-items details") ?? links[at]?.closest("li").nextElementSibling?.querySelector(":scope > details");
    if (opened && opened !== fold) opened.open = false;
    opened = fold && !fold.open ? fold : opened === fold ? fold : null;
    if (fold) fold.open = true;
    if (outline.scrollHeight > outline.clientHeight && at >= 0) outline.scrollTop = links[at].offsetTop - outline.clientHeight / 2;
  };
  let waiting = 0;
  addEventListener("scroll", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  }, { passive: true });
  show();
}
