// Polish only: every page works without it.

// A button with data-copy copies that text, and the element its data-says names says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = document.getElementById(button.dataset.says);
  if (said) said.textContent = "已复制";
});

// A link with data-print prints the page it stands on; without scripts it leads to the page as it prints best.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-print]")) return;
  event.preventDefault();
  window.print();
});
