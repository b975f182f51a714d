// The load: `wrk`, on a core that the server does not use, where there are two.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { answer, root } from "../../tools/lib.mjs";

const folder = join(root, "target/benches/receivers");
const pinned = availableParallelism() > 1 && answer("taskset", ["--version"]) !== undefined;

/** What runs a command on one of two cores. */
export const onCore = (core, command) => (pinned ? ["taskset", "-c", `${core}`, ...command] : command);

/** Counts the answers by what they say; `DISTINCT` is a file with an id and its signature on each line. */
const SCRIPT = `
wrk.method = "POST"
accepted, refused, other = 0, 0, 0
local threads = {}
local function read(name)
  local file = assert(io.open(os.getenv(name), "rb"))
  return file:read("*a")
end
if os.getenv("DISTINCT") then
  local before, after = read("BEFORE"), read("AFTER")
  local line = io.lines(os.getenv("DISTINCT"))
  for _ = 1, tonumber(os.getenv("SKIP")) do line() end
  request = function()
    local id, signature = line():match("(%S+) (%S+)")
    wrk.headers["heron-signature"] = signature
    return wrk.format(nil, nil, nil, before .. id .. after)
  end
else
  wrk.body = read("BODY")
end
function setup(thread) table.insert(threads, thread) end
function response(status)
  if status >= 200 and status < 300 then accepted = accepted + 1
  elseif status == 400 or status == 401 then refused = refused + 1
  else other = other + 1 end
end
function done(summary)
  local thread, errors = threads[1], summary.errors
  print(string.format("RESULT %d %d %d %d %f", thread:get("accepted"), thread:get("refused"), thread:get("other"),
    errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6))
end`;

/** A file in the bench's folder: its path. */
export function file(name, content) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Loads a server for some seconds, and counts its answers by kind. */
export async function loaded(port, { headers, files, seconds, connections, skip = 0 }) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "30s", "-s", file("load.lua", SCRIPT)];
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}: ${value}`);
  const [command, ...rest] = onCore(1, ["wrk", ...args, `http://127.0.0.1:${port}/heron`]);
  const child = spawn(command, rest, { env: { ...process.env, ...files, SKIP: `${skip}` } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const result = /^RESULT (\d+) (\d+) (\d+) (\d+) ([\d.]+)$/m.exec(output);
  if (result === null) throw new Error(`wrk: ${output}`);
  const [accepted, refused, other, errors, duration] = result.slice(1).map(Number);
  return { accepted, refused, other, errors, duration };
}

/** The processor time of a process, in microseconds: of all the threads that it has. */
export function processorTime(pid) {
  const tasks = `/proc/${pid}/task`;
  const times = readdirSync(tasks).map((task) =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]),
  );
  return times.reduce((sum, time) => sum + time, 0) / 1000;
}

/** The resident memory of a process, in bytes. */
export function residentMemory(pid) {
  return 1024 * Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
}
