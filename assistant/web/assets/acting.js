// When somebody last did something on the page: whoever has moved on meanwhile is not taken to what he had waited for.
(() => {
  window.actedAt = 0;
  for (const hand of ["pointerdown", "keydown", "wheel", "touchmove"])
    document.addEventListener(hand, () => { window.actedAt = performance.now(); }, {capture: true, passive: true});
})();
