// What stood in the cell of a table when somebody began to write over it, and what he has written of it. Another
// page's change may take its place while he writes; then he has not seen what he writes over, and the server must know.
(() => {
  window.cellSeen = null;
  const written = (element) => element?.matches?.("[role=gridcell] textarea");
  const look = (target) => {
    const cell = target.closest?.("[role=gridcell][data-testid^='cell-']");
    const words = cell?.querySelector("[data-editable]");
    if (!words) return;
    const name = cell.closest("[role=grid], table, .gradio-container")
      .querySelector(`[data-testid="cell-${cell.dataset.row}-0"] [data-editable]`);
    window.cellSeen = {row: name?.textContent ?? "", column: Number(cell.dataset.col), text: words.textContent};
  };
  // A change that comes into an open cell puts its words in the place of those being written.
  const putBack = () => {
    const open = document.activeElement;
    const own = window.cellSeen?.typed;
    if (!written(open) || own === undefined || open.value === own) return;
    open.value = own;
    open.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const before = (event) => {
    putBack();
    if (!event.target.closest?.("textarea, input")) look(event.target);
  };
  // Before the cell itself hears of it: then the words still stand there.
  document.addEventListener("pointerdown", before, true);
  document.addEventListener("keydown", before, true);
  // What an input method writes comes without a key.
  document.addEventListener("compositionstart", putBack, true);
  document.addEventListener("beforeinput", (event) => { if (!event.isComposing) putBack(); }, true);
  document.addEventListener("input", (event) => {
    if (window.cellSeen && written(event.target)) window.cellSeen.typed = event.target.value;
  }, true);
})();
