// A page that checks what is pasted into it; nothing leaves the browser. Bundle it to page.js.
import { WebhookError, unwrap } from "heron-webhooks";

const form = document.querySelector("form");

form.addEventListener("submit", (submission) => {
  submission.preventDefault();
  const { secret, body, signature } = Object.fromEntries(new FormData(form));
  try {
    form.querySelector("output").value = `genuine: ${unwrap(secret, body, signature).topic}`;
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    form.querySelector("output").value = `${error.code}: ${error.message}`;
  }
});
