// Opens a citation when its link is followed by pointer or keyboard, closes on Escape or the button, and gives the
// focus back to the link. Runs once, inside gr.HTML: `element`, `props`, `trigger` and `watch` are Gradio's.
let opener = null;
let opened = null;

const keyOf = (link) => {
  const owner = link.closest("[class*='cited-']");
  const found = owner && owner.className.match(/\bcited-([0-9a-f]+)\b/);
  return found ? found[1] : "";
};

const close = () => {
  if (!props.value) return;
  props.value = "";
  if (opener && opener.isConnected) opener.focus();
  opener = null;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a.cite");
  if (!link) return;
  event.preventDefault();
  opener = link;
  opened = { owner: keyOf(link), name: link.getAttribute("href").slice(1) };
  trigger("cite", opened);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

element.addEventListener("click", (event) => {
  if (event.target.closest(".close")) close();
  if (event.target.closest("a.original")) {
    event.preventDefault();
    if (opened) trigger("original", opened);
  }
});

watch("value", () => {
  const title = element.querySelector("h2");
  if (title) title.focus({ preventScroll: true });
  const text = element.querySelector(".text");
  const mark = element.querySelector("mark");
  if (text && mark) text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
});
