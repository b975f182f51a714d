// Tabs as in the ARIA Authoring Practices: arrow keys, Home and End choose; Tab moves into the panel.

/** `onChoice` gets the name of the view, the tab's `data-view`. */
export function tabs(list, onChoice) {
  const buttons = [...list.querySelectorAll("[role=tab]")];

  function choose(view) {
    for (const button of buttons) {
      const isChosen = button.dataset.view === view;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
      document.getElementById(button.getAttribute("aria-controls")).hidden = !isChosen;
    }
  }

  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[role=tab]");
    if (button) onChoice(button.dataset.view);
  });
  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const button = buttons.at(to % buttons.length);
    button.focus();
    onChoice(button.dataset.view);
  });
  return { choose, views: buttons.map(({ dataset }) => dataset.view) };
}
