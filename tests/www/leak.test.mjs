// Which states get no link: the secret in any spelling, in any field, and Slack's addresses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fragment } from "../../www/src/components/link.js";
import { isSlack } from "../../www/src/components/url.js";
import { snippets } from "../../www/src/worker/snippets.js";

const SECRET = "sec_b3Jkcyv1Zi1hLXBlYWNl";
const base64 = (text) => Buffer.from(text).toString("base64");

test("no link with the secret, as it stands in a field", () => {
  const around = {
    spaced: ` ${SECRET}\r\n`,
    quoted: `"${SECRET}"`,
    named: `HERON_WEBHOOK_SECRET=${SECRET}`,
    curly: `“${SECRET}”`,
  };
  const fields = [
    [{ body: base64(`{"a":"${SECRET}"}`), header: "" }, "the body"],
    [{ body: base64(JSON.stringify({ a: { b: `"${SECRET}"` } })) }, "the body"],
    [{ body: base64(Buffer.from(`\ufeff${SECRET}`, "utf16le")) }, "the body"],
    [{ body: base64(`{"a":"${base64(SECRET)}"}`) }, "the body"],
    [{ body: base64(Buffer.from(SECRET).toString("hex")) }, "the body"],
    [{ body: base64(SECRET.replace(/./g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)) }, "the body"],
    [{ header: SECRET }, "the signature"],
    [{ payload: JSON.stringify(`Bearer ${SECRET}`) }, "the payload"],
    [
      { url: `https://example.org/${SECRET.replace(/./g, (each) => `%${each.charCodeAt(0).toString(16)}`)}` },
      "the address",
    ],
    [{ url: `https://example.org/${encodeURIComponent(encodeURIComponent(`=${SECRET}`))}` }, "the address"],
    [{ headers: ["X-Token", SECRET] }, "the name of a header"],
  ];
  for (const [how, secret] of Object.entries({ plain: SECRET, ...around })) {
    for (const [state, field] of fields) {
      const { text, reason } = fragment("verify", state, ["other", secret]);
      assert.equal(text, undefined, `${how}, ${field}`);
      assert.equal(reason, `No link: ${field} holds the secret, and the link would hold it too.`, how);
    }
  }
});

test("no link with an address of Slack's", () => {
  for (const url of ["https://hooks.slack.com./services/T0/B0/x", "https://HOOKS.slack-gov.com:443/workflows/x"]) {
    const { reason } = fragment(
      "verify",
      { body: base64(`{"url":${JSON.stringify(url).replaceAll("/", "\\/")}}`) },
      [],
    );
    assert.match(reason ?? "", /^No link: the body holds the address of a Slack webhook, /);
    assert.equal(isSlack(url), true, url);
  }
  assert.equal(isSlack("https://hooks.slack.com.example.org/services/x"), false);
});

test("a link where there is no secret", () => {
  for (const secrets of [[], ["sec_other"]]) {
    const state = { body: base64('{"topic":"end_user.processed","abc":1}'), header: base64("x".repeat(32)) };
    assert.match(fragment("verify", state, secrets).text ?? "", /^#verify\./);
  }
});

test("no program holds a character that a terminal acts on", () => {
  const message = '{"a":"\x1b]0;x\x07\x7f\x9b31m\u202e\u2028\'\\\t"}';
  for (const [language, program] of Object.entries(snippets)) {
    const text = program({ url: "https://example.org/", signature: "x", message, bytes: 10 });
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, language);
  }
});
