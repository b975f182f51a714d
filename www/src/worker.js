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
    self.postMessage({ failure: reason(error) });
  }
};

/** The library's remedy for a body that is too large is an option, which the page does not have. */
function reason({ code, message }) {
  return code === "body_too_large" ? "it has more than 16 MiB, the most that this page takes" : message;
}
