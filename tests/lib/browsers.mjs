// Debian's Chromium and Firefox, as puppeteer-core launches them.
import { found } from "../../tools/programs.mjs";

export const CHROMIUM = {
  browser: "chrome",
  executablePath: found("chromium"),
  args: [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    ...["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  ],
};
export const FIREFOX = { browser: "firefox", executablePath: found("firefox") };
