// Shows the package at work: a receiver on loopback, signed deliveries to it, and a table of its verdicts; then the
// page beside the receiver. Run it through `npm start`, which builds the package first.

import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { servePage } from "./page.mjs";
import { EXAMPLE, EXAMPLE_SIGNATURE, SECRET, payloads } from "./payloads.mjs";
import { receive } from "./receiver.mjs";
import { header, row, summary } from "./report.mjs";
import { findPython, readRecorded, sendByPython } from "./sender.mjs";

/** Resolves to the number of wrong verdicts: at once with `once`, else after Ctrl-C. */
export async function demo({ once = false, recorded = false, quiet = false } = {}) {
  const log = quiet ? () => {} : console.log;
  const received = [];
  let onDelivery = (delivery) => received.push(delivery);
  const server = await receive(SECRET, (delivery) => onDelivery(delivery));
  const { port } = server.address();

  const { about, send } = source(recorded);
  const results = [];
  log(`\n${header()}`);
  for await (const sent of send(port)) {
    const result = judged(sent, received.shift());
    log(row(result, results.at(-1)));
    results.push(result);
  }
  console.log(`\n${[about, ...summary(results)].join("\n")}`);

  if (!once) {
    onDelivery = ({ status, code, form, event }) =>
      console.log(code ? `refused ${status}: ${code}` : `verified: ${event.topic}, form ${form}`);
    const page = await servePage();
    await interrupted(port, page.address().port);
    page.close();
    page.closeAllConnections();
  }
  server.close();
  server.closeAllConnections();
  return results.filter(({ wrong }) => wrong).length;
}

function source(recorded) {
  const python = recorded ? undefined : findPython();
  if (python) {
    const about = `Signed by Python ${python.version} and Node ${process.versions.node}, posted by Python.`;
    return { about, send: (port) => sendByPython(python, port) };
  }
  const { python: version, node, send } = readRecorded();
  const why = recorded ? "as asked" : "there is no python3 on this machine";
  return { about: `Recorded deliveries, ${why}: signed by Python ${version} and Node ${node}, posted by Node.`, send };
}

/** What was sent and what the receiver made of it, with `wrong` where that was not right. */
function judged(sent, { status, code, event, form } = {}) {
  const { topic, text } = payloads.find(({ name }) => name === sent.name);
  const genuine = !sent.tampered;
  let wrong;
  if (sent.status !== status) {
    wrong = `the sender was answered ${sent.status}`;
  } else if (!genuine && status !== 401) {
    wrong = "a refusal with 401 was due";
  } else if (genuine && code) {
    wrong = `a genuine delivery: ${code}`;
  } else if (genuine && JSON.stringify(event) !== JSON.stringify(JSON.parse(text))) {
    wrong = "the event is not the one that was sent";
  } else if (genuine && isPythonsExample(sent) && sent.signature !== EXAMPLE_SIGNATURE) {
    wrong = `the documented recipe gives ${EXAMPLE_SIGNATURE}`;
  }
  return { ...sent, topic, status, code, form, wrong };
}

function isPythonsExample({ name, signer }) {
  return name === EXAMPLE && signer === "Python";
}

/** The page's address says where the receiver is. */
function interrupted(port, pagePort) {
  const url = `http://127.0.0.1:${port}/webhooks/heron`;
  const state = Buffer.from(JSON.stringify({ url })).toString("base64url");
  const body = payloads.find(({ name }) => name === EXAMPLE).text.replace(/\s+/g, " ");
  console.log(`
Listening for more, until Ctrl-C. The documented example again, for another terminal:
curl -i ${url} -H 'Heron-Signature: ${EXAMPLE_SIGNATURE}' -d '${body}'

The page that previews and explains signatures; the secret here is ${SECRET}:
http://127.0.0.1:${pagePort}/#preview.${state}
`);
  return new Promise((resolve) => process.once("SIGINT", resolve));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const flag = { type: "boolean" };
  const { values } = parseArgs({ options: { once: flag, recorded: flag, quiet: flag } });
  process.exitCode = (await demo(values)) > 0 ? 1 : 0;
}
