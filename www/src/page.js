// The page: its views, the secrets that they share, the theme, and links to what it shows.
import { copy } from "./parts/copy.js";
import { $, announce } from "./parts/dom.js";
import { fragment, parsed } from "./parts/link.js";
import { secrets as secretFields } from "./parts/secret.js";
import { tabs as tabList } from "./parts/tabs.js";
import { previewView } from "./views/preview.js";
import { settingsView } from "./views/settings.js";
import { verifyView } from "./views/verify.js";

/** What a person should know before they copy a link. */
const BEFORE = "A copied link holds the payload of this view. If a secret is found in it, it is refused.";

const secrets = secretFields(
  { first: $("first-secret"), list: $("secrets"), add: $("add-secret"), test: $("test-secret") },
  () => views[current].update(),
);
const views = {
  preview: previewView(secrets, failed),
  verify: verifyView(secrets, failed),
  settings: settingsView(secrets, failed),
};
const tabs = tabList($("tabs"), (view) => {
  open(view);
  history.replaceState(null, "", `#${view}`);
});
let current = "preview";

function open(view, state) {
  current = view;
  tabs.choose(view);
  $("link-note").textContent = BEFORE;
  if (state) views[view].state = state;
  else views[view].update();
}

/** What the address says. A fragment that is not of this page, such as the skip link's, changes nothing. */
function openAddress() {
  const link = parsed(location.hash, tabs.views);
  if (!link) return;
  let { isBroken } = link;
  try {
    open(link.view, link.state);
  } catch {
    isBroken = true;
  }
  if (isBroken) $("link-note").textContent = "This link is damaged: what it should show could not be read.";
}

function failed(message) {
  $("failure").hidden = false;
  $("failure-text").textContent = message;
}

$("copy-link").addEventListener("click", async () => {
  $("link-note").textContent = BEFORE; // The result of an earlier click is not this one's.
  const { text, reason } = fragment(current, views[current].state, secrets.all);
  const link = text && location.href.replace(/#.*$/s, "") + text;
  const isCopied = link !== undefined && (await copy(link));
  const said = isCopied
    ? "The link is copied. It holds the payload that this view shows: share it only with those who may see that."
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

open("preview");
openAddress();
window.addEventListener("hashchange", openAddress);
