// Programs that answer frames in the order in which they are asked: processes, and a page in a browser.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { launch } from "puppeteer-core";

/** A process that answers over standard output what it is asked over standard input; its first frame is its version. */
export class Process {
  #child;
  #waiting = [];
  #pending = [];
  #had = 0;
  #failure;

  constructor(command, args) {
    // In a group of its own: Ctrl+C in a terminal is for the tool, which ends when what was asked is answered.
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    const fail = (problem) => {
      this.#failure = new Error(`${command} ${problem}`);
      for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
    };
    this.#child.on("error", (error) => fail(`cannot be started: ${error.message}`));
    this.#child.on("exit", (code, signal) => fail(`ended early: ${signal ?? code}`));
    this.#child.stdin.on("error", () => {}); // a broken pipe shows as the early end
    this.#child.stdout.on("data", (chunk) => this.#take(chunk));
    this.version = this.#next().then((frame) => frame.toString());
  }

  /** The answer to a frame, without its length. */
  ask(frame) {
    this.#child.stdin.write(frame);
    return this.#next();
  }

  close() {
    this.#child.removeAllListeners("exit");
    this.#child.stdin.end();
  }

  #next() {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      else this.#waiting.push({ resolve, reject });
    });
  }

  #take(chunk) {
    this.#pending.push(chunk);
    this.#had += chunk.length;
    while (this.#had >= 4) {
      if (this.#pending[0].length < 4) this.#pending = [Buffer.concat(this.#pending)];
      const end = 4 + this.#pending[0].readUInt32LE(0);
      if (this.#had < end) return;
      const all = this.#pending.length === 1 ? this.#pending[0] : Buffer.concat(this.#pending);
      this.#pending = [all.subarray(end)];
      this.#had -= end;
      this.#waiting.shift().resolve(all.subarray(4, end));
    }
  }
}

const ANSWER = readFileSync(new URL("../../tools/vectors/answer.mjs", import.meta.url));

/** Asks for the next question with the answer to the last. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Differential test</title><script type="module">
  import { answer } from "/answer.mjs";
  let reply = new Uint8Array();
  for (;;) {
    const response = await fetch("/", { method: "POST", body: reply });
    reply = answer(new Uint8Array(await response.arrayBuffer()));
  }
</script>`;

/** A page that answers over HTTP. */
export class Page {
  #browser;
  #server;
  #asked = [];
  #waiting = [];
  /** The request that waits for a question. */
  #idle;

  static async open(options) {
    const page = new Page();
    page.#browser = await launch(options);
    page.#browser.on("disconnected", () => page.#fail("the browser ended early"));
    page.version = `Firefox ${(await page.#browser.version()).split("/").at(-1)}`;
    page.#server = createServer((request, response) => page.#serve(request, response));
    await once(page.#server.listen(0, "127.0.0.1"), "listening");
    const tab = await page.#browser.newPage();
    tab.on("pageerror", (error) => page.#fail(error.message));
    await tab.goto(`http://127.0.0.1:${page.#server.address().port}/`);
    return page;
  }

  ask(frame) {
    return new Promise((resolve, reject) => {
      this.#asked.push(frame);
      this.#waiting.push({ resolve, reject });
      this.#send();
    });
  }

  async close() {
    this.#browser.removeAllListeners("disconnected");
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #fail(problem) {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(problem));
  }

  async #serve(request, response) {
    if (request.method === "POST") {
      const reply = Buffer.concat(await request.toArray());
      if (reply.length > 0) this.#waiting.shift().resolve(reply.subarray(4));
      this.#idle = response;
      return this.#send();
    }
    const script = request.url === "/answer.mjs";
    response.writeHead(200, { "content-type": script ? "text/javascript" : "text/html" });
    response.end(script ? ANSWER : PAGE);
  }

  #send() {
    if (this.#idle && this.#asked.length > 0) {
      this.#idle.end(this.#asked.shift());
      this.#idle = undefined;
    }
  }
}
