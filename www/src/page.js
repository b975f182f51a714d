// The page: its views, the secrets that they share, the theme, and links to what it shows.
import { copy } from "./components/copy.js";
import { $, announce } from "./components/dom.js";
import { fragment, parsed } from "./components/link.js";
import { secrets as secretFields } from "./components/secrets.js";
import { tabs as tabList } from "./components/tabs.js";
import { previewView } from "./views/preview.js";
import { settingsView } from "./views/settings.js";
import { verifyView } from "./views/verify.js";

const secrets = secretFields(
  { first: $("first-secret"), list: $("secrets"), add: $("add-secret"), test: $("test-secret") },
  () => views[current].update(),
);
const views = {
  preview: previewView(secrets, (state) => show("verify", state)),
  verify: verifyView(secrets),
  settings: settingsView(secrets),
};
const tabs = tabList($("tabs"), (view) => show(view));
/** The contents of a link to each view, shown before it is copied. */
const HELD = {
  preview: "the payload, and the address up to its “?”",
  verify: "the body, the signature, and the one that your code computed",
  settings: "the topic, the names of the headers, and the URL up to its “?”, but no Slack address",
};
let current = "preview";

/** By the user's choice, so the address follows. */
function show(view, state) {
  open(view, state);
  history.replaceState(null, "", `#${view}`);
}

function open(view, state) {
  current = view;
  tabs.choose(view);
  $("link-held").textContent = `A link holds ${HELD[view]}.`;
  $("link-note").textContent = "";
  if (state) views[view].state = state;
  else views[view].update();
}

/** Opens the view in the address. Other fragments, such as the skip link's, change nothing. */
function openAddress() {
  const link = parsed(location.hash, tabs.views);
  if (!link) return;
  if (link.state) secrets.endDemonstration();
  let { isBroken } = link;
  try {
    open(link.view, link.state);
  } catch {
    isBroken = true;
  }
  if (isBroken) $("link-note").textContent = "This link is damaged: its contents could not be read.";
  else if (link.state) $("link-note").textContent = "This view shows the contents of a link. Its author chose them.";
}

$("copy-link").addEventListener("click", async () => {
  $("link-note").textContent = ""; // The note on an earlier click.
  const { text, reason } = fragment(current, views[current].state, secrets.all);
  const link = text && location.href.replace(/#.*$/s, "") + text;
  const isCopied = link !== undefined && (await copy(link));
  const said = isCopied
    ? `The link is copied. Anyone with the link can read ${HELD[current]}.`
    : (reason ?? "Your browser did not allow copying.");
  $("link-note").textContent = said;
  announce(said);
});

const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
const showTheme = () => $("theme").setAttribute("aria-pressed", String(isDark()));
dark.addEventListener("change", showTheme);
$("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  showTheme();
});
showTheme();

// The browser would open a file dropped elsewhere in place of the page.
for (const type of ["dragover", "drop"]) {
  window.addEventListener(type, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}

open("preview");
document.body.dataset.ready = "";
openAddress();
window.addEventListener("hashchange", openAddress);
