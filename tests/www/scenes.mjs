// The page in the states that are worth a look: each function brings a new page there, by what a user would do.
import { sign } from "heron-webhooks";
import { fill, settled } from "./page.mjs";

const SECRET = "sec_test";
const BODY = '{"topic": "pdf.parsed", "data": {"name": "Zoë", "amount": 1.0}}';

const PAYLOAD = `{
  "topic": "end_user.processed",
  "created": "2026-03-02T08:15:30+00:00",
  "data": {
    "heron_id": "eus_Eqio3Y4dhyNiMphrXwG58p",
    "end_user_id": "zoes-bakery",
    "status": "processed"
  },
  "meta": {
    "company": "Zoë’s Bakery",
    "score": 87.0,
    "account": 12345678901234567890
  }
}`;

export const scenes = {
  async opened(page) {
    await settled(page);
  },
  async preview(page) {
    await page.click("#test-secret");
    await fill(page, "#payload", PAYLOAD);
    await settled(page);
  },
  async "preview-problem"(page) {
    await fill(page, "#payload", '{\n  "topic": "pdf.parsed",\n  "data": {"score": 1.0,}\n}');
    await settled(page);
  },
  async verify(page) {
    await page.click("#tab-verify");
    await settled(page);
  },
  async "verify-own"(page) {
    await page.click("#tab-verify");
    await page.click("#own");
    await settled(page);
  },
  async "verify-parsed"(page) {
    await page.click("#tab-verify");
    await page.click("[name=example][value=parsed-body]");
    await settled(page);
  },
  async "verify-details"(page) {
    await scenes["verify-unknown"](page);
    await page.click(".more > summary");
    await settled(page);
  },
  async "verify-match"(page) {
    await verify(page, BODY, sign(SECRET, BODY, { form: "python" }));
  },
  async "verify-mismatch"(page) {
    await verify(page, BODY, Buffer.from(sign(SECRET, BODY, { form: "python" }), "base64").toString("hex"));
  },
  async "verify-unknown"(page) {
    await page.click("#add-secret");
    await page.keyboard.type("sec_earlier");
    await verify(page, BODY, sign("sec_another", BODY));
  },
  async settings(page) {
    await page.click("#test-secret");
    await page.click("#tab-settings");
    await page.click("#add-header");
    await page.keyboard.type("Authorization");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Bearer token");
    await settled(page);
  },
  async "settings-problem"(page) {
    await page.click("#tab-settings");
    await fill(page, "#endpoint", "example.org/hooks");
    await page.click("#add-header");
    await page.keyboard.type("Heron-Signature");
    await settled(page);
  },
  async "settings-slack"(page) {
    await page.click("#tab-settings");
    await page.select("#topic", "end_user.review_required");
    await fill(page, "#endpoint", "https://hooks.slack.com/services/T00000000/B00000000/made-up");
    await page.click("#enabled");
    await settled(page);
  },
};

async function verify(page, body, signature) {
  await page.click("#test-secret");
  await page.click("#tab-verify");
  await fill(page, "#body", body);
  await fill(page, "#header", signature);
  await settled(page);
}
