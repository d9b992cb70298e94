// The list of conversations: each link names one and what is to be done. Runs once, inside gr.HTML.
const EVENTS = { open: "open", rename: "rename", remove: "remove" };

element.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  const [name, id] = link.getAttribute("href").slice(1).split("-");
  if (EVENTS[name]) trigger(EVENTS[name], { id });
});
