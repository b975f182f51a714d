// The library at work, away from the page's own thread. It is built as text into page.js: a page that was opened as a
// file may not load a worker from another file.
import { formatted, preview } from "./work/preview.js";
import { check, explanation } from "./work/verify.js";
import { delivery } from "./work/delivery.js";

const jobs = { preview, formatted, check, explanation, delivery };

self.onmessage = ({ data: { job, input } }) => {
  try {
    self.postMessage({ result: jobs[job](input) });
  } catch (error) {
    self.postMessage({ failure: `${error.name}: ${error.message}` });
  }
};
