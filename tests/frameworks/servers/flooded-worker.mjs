// The Worker that stands beside the servers of `flooded.mjs`: it refuses every body, once all of it was read.
import { once } from "node:events";
import { join } from "node:path";
import { freePort, listening, root } from "../../lib/servers.mjs";
import { serve } from "../../lib/workerd.mjs";

/** Starts it in workerd. */
export async function floodedWorker() {
  const port = await freePort();
  const program = `
    import { Webhook } from "heron-webhooks";
    import { createFetchHandler } from "heron-webhooks/fetch";
    const handler = createFetchHandler(new Webhook("sec_test"), () => {}, { onError() {}, readTimeout: 600 });
    export default { fetch: (request) => handler(request) };`;
  const child = await serve("flooded", program, { resolveDir: join(root, "tests"), port });
  await listening(child, port);
  const close = async () => {
    child.kill();
    await once(child, "exit");
  };
  return { port, pid: child.pid, close };
}
