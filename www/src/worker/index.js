// The worker, which runs the library. It is in the page as text: a page opened as a file cannot load one.
import { example } from "./example.js";
import { formatted, preview } from "./preview.js";
import { check, explanation, parsed } from "./verify.js";
import { delivery } from "./delivery.js";
import { TOO_LARGE } from "../limits.js";

const jobs = { preview, formatted, check, explanation, delivery, example, parsed };

self.onmessage = ({ data: { job, input } }) => {
  try {
    self.postMessage({ result: jobs[job](input) });
  } catch (error) {
    self.postMessage({ failure: reason(error) });
  }
};

/** The library's remedy for a body that is too large is an option, which the page does not have. */
function reason({ code, message }) {
  return code === "body_too_large" ? TOO_LARGE : message;
}
