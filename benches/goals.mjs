// The goals and the measurements: how many times faster than whom, as the worst of all inputs and in geometric mean.
import { readFileSync } from "node:fs";
import { receiverGoals } from "./receivers/report.mjs";
import { digits, geometricMean, median, timesFaster } from "./statistics.mjs";

/** What was measured before. */
export const baseline = JSON.parse(readFileSync(new URL("baseline.json", import.meta.url), "utf8"));

const NODES = { node20: "Node 20", node26: "Node 26" };
const SMALL = (size) => size <= 1;
const LARGE = (size) => size >= 4;

/** Each comparison of `verify`: its contenders, and at which sizes. */
const VERIFY = [
  ["verify, Python form, 0.2 to 1 KB", "heron-webhooks, python", "recipe, python", SMALL],
  ["verify, JavaScript form, 0.2 to 1 KB", "heron-webhooks, javascript", "recipe, javascript", SMALL],
  ["verify, Python form, 4 KB to 1 MB", "heron-webhooks, python", "recipe, python", LARGE],
  ["verify, JavaScript form, 4 KB to 1 MB", "heron-webhooks, javascript", "recipe, javascript", LARGE],
  ["verify, raw form, against createHmac, 0.2 and 0.5 KB", "heron-webhooks, raw", "createHmac", (size) => size < 1],
  ["verify, raw form, against createHmac, 1 KB to 1 MB", "heron-webhooks, raw", "createHmac", (size) => size >= 1],
  ["verify, raw form, against WebCrypto, 0.2 to 1 KB", "heron-webhooks, raw", "WebCrypto", SMALL],
  ["verify, raw form, against @noble/hashes, 0.2 to 1 KB", "heron-webhooks, raw", "@noble/hashes", SMALL],
  ["verify, raw form, against standardwebhooks, 0.2 to 1 KB", "heron-webhooks, raw", "standardwebhooks", SMALL],
  ["verify, raw form, against svix, 0.2 to 1 KB", "heron-webhooks, raw", "svix", SMALL],
];

const STRINGIFY = [
  ["stringify from a string, against JSON", "heron-webhooks, string", "JSON, string"],
  ["stringify from bytes, against JSON", "heron-webhooks, bytes", "JSON, bytes"],
];

/** Nothing gets worse than before by more than this part. */
const WORSE = 0.05;
/** The memory that remains afterwards, by the body's size. */
const KEPT = 0.1;

/** Each goal that has a measurement: `measured` is its number, `shown` the words for it. */
export function goals({ receivers, runtimes = {}, native, growth = {}, memory = {} }) {
  const list = receiverGoals(receivers, NODES);
  for (const [key, node] of Object.entries(NODES)) {
    const { verify = {}, stringify = {} } = runtimes[key] ?? {};
    for (const [what, ours, theirs, sizes] of VERIFY) {
      const inputs = Object.entries(verify).filter(([name]) => sizes(Number(name.split(" ")[1])));
      list.push(...faster(`${what}, ${node}`, Object.fromEntries(inputs), ours, theirs));
    }
    for (const [what, ours, theirs] of STRINGIFY) {
      list.push(...inMean(`${what}, ${node}`, stringify, ours, theirs));
    }
  }
  const crate = "the crate, JavaScript form, against serde_json";
  list.push(...inMean(crate, native ?? {}, "heron-webhooks", "serde_json"));
  for (const [key, node] of Object.entries(NODES)) {
    for (const [series, points] of Object.entries(growth[key] ?? {})) {
      list.push(linear(`time a byte, ${series}, ${node}`, points));
    }
    if (memory[key]) list.push(...remembered(memory[key], node));
  }
  return list;
}

/** How many times faster at worst. */
function faster(what, inputs, ours, theirs) {
  const ratios = Object.entries(inputs).map(([name, times]) => [timesFaster(times, ours, theirs), name]);
  if (ratios.length === 0) return [];
  const [worst, where] = ratios.reduce((least, ratio) => (ratio[0] < least[0] ? ratio : least));
  const mean = geometricMean(ratios.map(([ratio]) => ratio));
  const note = `at worst (${where}${/\d$/.test(where) ? " KB" : ""}), ${digits(mean)} in geometric mean`;
  return [atLeast(what, worst, `${digits(worst)} ${note}`)];
}

/** The same, and in geometric mean. */
function inMean(what, inputs, ours, theirs) {
  const [row] = faster(what, inputs, ours, theirs);
  if (row === undefined) return [];
  const mean = geometricMean(Object.values(inputs).map((times) => timesFaster(times, ours, theirs)));
  return [row, atLeast(`${what}, in geometric mean`, mean, digits(mean))];
}

function atLeast(what, measured, shown) {
  const goal = (1 - WORSE) * baseline.goals[what];
  return { what, goal: `at least ${digits(goal)} times`, measured, shown, met: measured >= goal };
}

function atMost(what, measured, shown) {
  const goal = (1 + WORSE) * baseline.goals[what];
  return { what, goal: `at most ${digits(goal)} times`, measured, shown, met: measured <= goal };
}

function linear(what, points) {
  const costs = Object.entries(points).map(([point, times]) => [median(times), Number(point)]);
  costs.sort(([one], [other]) => one - other);
  const [least, most] = [costs[0], costs.at(-1)];
  const measured = most[0] / least[0];
  const places = `${digits(least[0])} ns at ${least[1]}, ${digits(most[0])} ns at ${most[1]}`;
  return atMost(what, measured, `${digits(measured)}: ${places}`);
}

function remembered({ "heron-webhooks": ours, recipe }, node) {
  const bodies = ({ length }, bytes) => bytes / length;
  const above = (process, moment) => bodies(process, process[moment].resident - process.before.resident);
  const shown = (moment) => {
    const wasm = digits(bodies(ours, ours[moment].wasm));
    return `${digits(above(ours, moment))} (${wasm} in the module); the recipe ${digits(above(recipe, moment))}`;
  };
  const [peak, after] = [above(ours, "peak"), above(ours, "after")];
  const size = `${digits(ours.length / 2 ** 20)} MB`;
  return [
    atMost(`peak memory with a body of ${size}, in bodies, ${node}`, peak, shown("peak")),
    {
      ...{ what: `memory that remains afterwards, in bodies, ${node}`, goal: `under ${KEPT}` },
      ...{ measured: after, shown: shown("after"), met: after < KEPT },
    },
  ];
}
