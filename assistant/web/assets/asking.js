// Keys of the page, the card of a citation, what a browser tab remembers, and words for a lost connection. Listens to the
// whole document from before anything of the page is shown.
(() => {
  const seen = (selector) => {
    const found = document.querySelector(selector);
    return found && found.offsetParent !== null ? found : null;
  };
  const typing = (target) => target.closest && target.closest("input, textarea, select, [contenteditable=true]");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const question = seen("#question textarea");
    if (event.key === "/" && question && !typing(event.target)) {
      event.preventDefault();
      question.focus();
    }
    // The panel closes first, a list of choices too; only what is left stops the answer.
    if (event.key !== "Escape" || document.querySelector("#source-panel aside")) return;
    if (event.target.getAttribute("aria-expanded") === "true") return;
    const stop = seen("#stop");
    if (stop) stop.click();
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.closest("#question")) sessionStorage.setItem("question", event.target.value);
  });

  // Hover card: the quotation behind a number, larger than the browser's own hint and on keyboard focus too.
  let card = null;
  let hinted = null;
  const hide = () => {
    if (card) card.remove();
    if (hinted) hinted.setAttribute("title", hinted.dataset.hint);
    card = hinted = null;
  };
  const show = (link) => {
    if (link === hinted) return;
    hide();
    const [title, ...quote] = (link.getAttribute("title") || "").split("\n");
    if (!title) return;
    hinted = link;
    link.dataset.hint = link.getAttribute("title");
    link.removeAttribute("title");
    card = Object.assign(document.createElement("div"), { id: "citation-card" });
    card.setAttribute("role", "tooltip");
    for (const [name, text] of [["strong", title], ["q", quote.join(" ")]]) {
      if (text) card.append(Object.assign(document.createElement(name), { textContent: text }));
    }
    document.body.append(card);
    const at = link.getBoundingClientRect();
    const above = at.top - card.offsetHeight - 6;
    card.style.top = `${above > 0 ? above : at.bottom + 6}px`;
    card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8))}px`;
  };
  const cited = (event) => event.target.closest && event.target.closest("a.cite[href^='#cite-'], a.cite[href^='#side-']");
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, (event) => { const link = cited(event); if (link) show(link); });
  }
  for (const name of ["pointerout", "focusout"]) {
    document.addEventListener(name, (event) => { if (cited(event)) hide(); });
  }
  for (const name of ["scroll", "click", "keydown"]) document.addEventListener(name, hide, true);

  // Gradio says in English alone that the server is gone; it comes back to the page by itself.
  const LOST = "Connection to the server was lost";
  new MutationObserver(() => {
    const [title, text] = [...document.querySelectorAll("#connection-words p")].map((line) => line.textContent);
    for (const toast of document.querySelectorAll(".toast-body")) {
      if (!text || !toast.textContent.includes(LOST)) continue;
      const words = document.createTreeWalker(toast, NodeFilter.SHOW_TEXT);
      let head = title;
      while (words.nextNode()) {
        const said = words.currentNode.data.trim();
        if (said.includes(LOST)) words.currentNode.data = text;
        else if (said) [words.currentNode.data, head] = [head, ""];
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
