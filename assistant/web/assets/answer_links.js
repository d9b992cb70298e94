// The links below answers, wherever they stand on the page. Runs once, inside gr.HTML: `trigger` is Gradio's.
const EVENTS = { copy: "copy", good: "judge", bad: "judge", wrong_citation: "judge", again: "again", edit: "edit", follow: "follow" };

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a.act");
  if (!link) return;
  event.preventDefault();
  const name = link.getAttribute("href").slice(1);
  const answer = link.closest("[class*='cited-']");
  const found = answer && answer.className.match(/\bcited-([0-9a-f]+)\b/);
  if (found && EVENTS[name]) trigger(EVENTS[name], { owner: found[1], name, text: link.textContent });
});
