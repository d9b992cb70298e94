// Shows one hint after the other and opens the tab it is about. The browser keeps how far it has come, as a number.
// Runs once, inside gr.HTML: `element` and `watch` are Gradio's.
const KEPT = "tour";

const reached = () => {
  try { return Number(localStorage.getItem(KEPT)) || 0; } catch { return 0; }
};

const keep = (number) => {
  try { localStorage.setItem(KEPT, String(number)); } catch { /* a browser that keeps nothing shows it again */ }
};

const show = () => {
  const section = element.querySelector("section");
  if (!section) return;
  const hints = [...section.querySelectorAll(".hint")];
  const at = reached();
  section.hidden = at >= hints.length;
  hints.forEach((hint, number) => { hint.hidden = number !== at; });
  const isLast = at === hints.length - 1;
  section.querySelector(".next").hidden = isLast;
  section.querySelector(".dismiss").hidden = isLast;
  section.querySelector(".last").hidden = !isLast;
};

const openTab = (name) => {
  const tab = [...document.querySelectorAll("[role=tab]")].find((each) => each.innerText.trim() === name);
  if (tab) tab.click();
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const hints = [...element.querySelectorAll(".hint")];
  keep(button.classList.contains("next") ? reached() + 1 : hints.length);
  show();
  const hint = hints[reached()];
  if (hint && hint.dataset.tab) openTab(hint.dataset.tab);
});

watch("value", show);
show();
