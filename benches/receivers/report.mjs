// The tables, the goals and the plot of receivers.
import { digits, median } from "../statistics.mjs";
import { markdown } from "../tables.mjs";
import { reference } from "./contenders.mjs";
import { FORMS, SIZES } from "./deliveries.mjs";

const sizes = Object.keys(SIZES)
  .map(Number)
  .sort((one, other) => one - other);
const sizeName = (size) => (size === 1000 ? "1 MB" : `${size} KB`);
const HEAD = "µs above bare (deliveries/s)";

/** The times of a contender above those of another one, round by round. */
const above = (times, name, bare) => times[name].time.map((time, round) => time - times[bare].time[round]);

/** A cell: what the first of a table takes, and what the others take above that. */
function cell(times, name) {
  const bare = reference(times);
  const time = median(name === bare ? times[name].time : above(times, name, bare));
  return `${digits(time)} (${median(times[name].rate).toFixed(0)})`;
}

function table(workloads, kind) {
  const columns = sizes.filter((size) => workloads[`${kind} ${size}`]);
  if (columns.length === 0) return [];
  const rows = Object.keys(workloads[`${kind} ${columns[0]}`]).map((name) => [
    name,
    ...columns.map((size) => cell(workloads[`${kind} ${size}`], name)),
  ]);
  return [markdown([HEAD, ...columns.map(sizeName)], rows)];
}

/** The sections of docs/benchmarks.md. */
export function receiverSections(receivers, versions) {
  return Object.entries(receivers).flatMap(([key, { workloads }]) => {
    const sections = [`### Receivers, ${versions[key]}`];
    for (const form of FORMS) {
      for (const verdict of ["genuine", "forged"]) {
        const [body] = table(workloads, `${form} ${verdict}`);
        if (body) sections.push(TITLES[`${form} ${verdict}`], body);
      }
    }
    for (const kind of ["unsigned", "stores"]) {
      const [body] = table(workloads, kind);
      if (body) sections.push(TITLES[kind], body);
    }
    return sections;
  });
}

const TITLES = {
  "python genuine": "Genuine, Python form:",
  "python forged": "Forged:",
  "raw genuine": "Genuine, raw form:",
  unsigned: "Without a signature; the first row answers without reading the body:",
  stores: "Every delivery another one; the first row is without a store:",
};

const RECIPE = "node:http, recipe";
const OURS = "heron-webhooks, node:http";

/** Of the time above a bare server, how many times as much as another contender one may take. */
const GOALS = [
  ["receiver, Python form, 0.3 and 1 KB, against the recipe", OURS, RECIPE, (size) => size <= 1, 1],
  ["receiver, Python form, 16 KB to 1 MB, against the recipe", OURS, RECIPE, (size) => size >= 16, 0.7],
  [
    ...["receiver, message and topic, 16 KB, against the recipe", "heron-webhooks, message and topic", RECIPE],
    ...[(size) => size === 16, 0.35],
  ],
  ["receiver against standardwebhooks", OURS, "standardwebhooks, node:http", () => true, 0.6],
  ["receiver in Express against svix", "heron-webhooks, Express", "svix, Express", () => true, 0.6, "Express, bare"],
];
const FORGED = 1.2;
const FLAT = 1.05;

/** Each goal that has a measurement, for the releases of Node by key. */
export function receiverGoals(receivers = {}, nodes) {
  return Object.entries(nodes).flatMap(([key, node]) => {
    if (receivers[key] === undefined) return [];
    const { workloads, memory } = receivers[key];
    const genuine = (size) => workloads[`python genuine ${size}`];
    const rows = GOALS.map(([what, ours, theirs, isIn, most, bare]) => {
      const of = (size) => {
        const times = genuine(size);
        const [mine, others] = [ours, theirs].map((name) => above(times, name, bare ?? reference(times)));
        return median(mine.map((time, round) => time / others[round]));
      };
      return atMost(
        `${what}, ${node}`,
        most,
        sizes.filter((size) => isIn(size) && genuine(size)?.[ours]),
        of,
      );
    });
    const forged = (size) => {
      const [all, some] = [genuine(size), workloads[`python forged ${size}`]];
      const [one, other] = [above(some, OURS, reference(some)), above(all, OURS, reference(all))].map(median);
      return one / other;
    };
    rows.push(atMost(`receiver, forged against genuine, ${node}`, FORGED, sizes.filter(genuine), forged));
    const unsigned = workloads["unsigned 1"];
    const unread = () => median(unsigned[OURS].time) / median(unsigned[reference(unsigned)].time);
    rows.push(atMost(`receiver, unsigned, against an answer without reading, ${node}`, 1, [1], unread));
    return [...rows, memory && flat(memory, node)].filter(Boolean);
  });
}

/** The worst of some sizes. */
function atMost(what, most, list, of) {
  if (list.length === 0) return undefined;
  const [measured, where] = list.map((size) => [of(size), size]).sort(([one], [other]) => other - one)[0];
  const each = list.map((size) => digits(of(size))).join(", ");
  const shown = list.length === 1 ? digits(measured) : `${digits(measured)} at worst (${sizeName(where)}): ${each}`;
  return { what, goal: `at most ${most} times`, measured, shown, met: measured <= most };
}

/** By the median of the last fifth of the deliveries: single moments show when the collector ran. */
function flat(memory, node) {
  const total = memory.at(-1).deliveries;
  const fifth = (number) =>
    median(
      memory
        .filter(({ deliveries }) => Math.min(4, Math.floor((5 * deliveries) / total)) === number)
        .map(({ bytes }) => bytes),
    );
  const [early, late] =
    total > memory[1].deliveries * 5 ? [fifth(1), fifth(4)] : [memory[0].bytes, memory.at(-1).bytes];
  const most = Math.max(...memory.map(({ bytes }) => bytes));
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const shown = `${megabytes(early)}, then ${megabytes(late)}; ${megabytes(most)} at most`;
  const what = `receiver, memory over ${total} deliveries, ${node}`;
  const goal = `in the last fifth at most ${FLAT} times that of the second`;
  return { what, goal, measured: late / early, shown, met: late / early <= FLAT };
}

/** What is plotted, in the shape of the other plots: what each takes above a bare server. */
export function receiverPlot({ workloads }) {
  return Object.fromEntries(
    sizes
      .filter((size) => workloads[`python genuine ${size}`])
      .map((size) => {
        const times = workloads[`python genuine ${size}`];
        const names = Object.keys(times).filter((name) => PLOTTED.test(name));
        return [
          `python ${size}`,
          Object.fromEntries(names.map((name) => [name, above(times, name, reference(times))])),
        ];
      }),
  );
}
const PLOTTED = /^(?!.*(bare|Request|Fastify|Hono))/;
