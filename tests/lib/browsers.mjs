// Debian's Chromium and Firefox, as puppeteer-core launches them.
export const CHROMIUM = {
  browser: "chrome",
  executablePath: "/usr/bin/chromium",
  args: [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    ...["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  ],
};
export const FIREFOX = { browser: "firefox", executablePath: "/usr/bin/firefox-esr" };
