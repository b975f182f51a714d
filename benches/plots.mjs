// Time against size, for each operation: one line a contender, the geometric mean of the kinds of events.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { KB, SIZES } from "./inputs.mjs";
import { receiverPlot } from "./receivers/report.mjs";
import { duration, geometricMean, median } from "./statistics.mjs";

const WIDTH = 760;
const HEIGHT = 440;
const MARGIN = { top: 34, right: 210, bottom: 42, left: 60 };
const LABEL_HEIGHT = 14;
/** Read on white and on black alike: for the same picture stands in light and dark pages. */
const TEXT = "#7d8590";
const OURS = "#e5534b";
const THEIRS = ["#3b8fd6", "#3fa66a", "#b083f0", "#c08a1e", "#2ba8a8", "#d16ba5", "#8a8f98", "#7f9c2f", "#9a7b5f"];

/** The plots of a run, by file name. */
export function plots({ receivers, runtimes, native }) {
  const files = {};
  if (receivers) {
    const what = "processor time of a whole receiver, above that of a bare server (Node 26)";
    files["receivers.svg"] = plot(what, receiverPlot(receivers.node26), /./);
  }
  if (native === undefined) return files;
  const { verify, stringify } = runtimes.node26;
  const [forms, raw] = [/, (python|javascript)$/, /^(?!.*(, python|, javascript|unwrap))/];
  return {
    ...files,
    "verify-forms.svg": plot("verify a body that differs from the signed text (Node 26): time a call", verify, forms),
    "verify-raw.svg": plot("verify a body as it was signed (Node 26): time a call", verify, raw),
    "stringify.svg": plot(`${STRINGIFY} (Node 26): time a call`, stringify, /^(?!.*python)/),
    "native.svg": plot("the Rust crate: a JSON text as JavaScript prints it: time a call", native, /^(?!.*python)/),
  };
}
const STRINGIFY = "stringify: a JSON text as JavaScript prints it";

/** The points of each contender that a pattern takes. */
function lines(results, pattern) {
  const times = {};
  for (const [input, contenders] of Object.entries(results)) {
    const size = Number(input.split(" ")[1]);
    if (Number.isNaN(size)) continue;
    for (const [name, list] of Object.entries(contenders)) {
      if (pattern.test(name)) ((times[name] ??= {})[size] ??= []).push(median(list));
    }
  }
  return Object.entries(times).map(([name, sizes]) => ({
    name,
    ours: name.startsWith("heron-webhooks"),
    points: Object.entries(sizes)
      .map(([size, list]) => ({ name, size: size * KB, time: geometricMean(list) }))
      .sort((one, other) => one.size - other.size),
  }));
}

function plot(title, results, pattern) {
  const { document } = parseHTML("<!doctype html><body></body>");
  const contenders = lines(results, pattern);
  const theirs = contenders.filter(({ ours }) => !ours).map(({ name }) => name);
  const colour = (name) => (theirs.includes(name) ? THEIRS[theirs.indexOf(name) % THEIRS.length] : OURS);
  const points = contenders.flatMap((contender) => contender.points);
  const times = points.map(({ time }) => time);
  const domain = [Math.min(...times) / 1.2, Math.max(...times) * 1.2];
  const decades = [0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6].filter((time) => time >= domain[0] && time <= domain[1]);
  const ours = (point) => !theirs.includes(point.name);
  const svg = Plot.plot({
    ...{ document, width: WIDTH, height: HEIGHT, style: { color: TEXT, background: "none", fontSize: "12px" } },
    ...{ marginTop: MARGIN.top, marginRight: MARGIN.right, marginBottom: MARGIN.bottom, marginLeft: MARGIN.left },
    x: { type: "log", base: 2, label: "size", ticks: SIZES.map((size) => size * KB), tickFormat: sizeName },
    y: { type: "log", label: `↑ ${title}`, domain, ticks: decades, tickFormat: timeName },
    marks: [
      Plot.gridY({ stroke: TEXT, strokeOpacity: 0.25, ticks: decades }),
      Plot.line(points, {
        ...{ x: "size", y: "time", z: "name", stroke: (d) => colour(d.name), strokeWidth: (d) => (ours(d) ? 3 : 1.5) },
      }),
      Plot.dot(points, { x: "size", y: "time", fill: (d) => colour(d.name), r: 2.5 }),
      Plot.text(labels(contenders, domain), {
        ...{ x: "size", y: "time", text: "name", fill: (d) => colour(d.name), textAnchor: "start", dx: 8 },
      }),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return `${svg.outerHTML}\n`;
}

/** A name beside the end of each line; where lines end close together, names are moved apart. */
function labels(contenders, [least, most]) {
  const height = HEIGHT - MARGIN.top - MARGIN.bottom;
  const place = (time) => (1 - Math.log(time / least) / Math.log(most / least)) * height;
  const time = (y) => least * (most / least) ** (1 - y / height);
  const ends = contenders.map(({ points }) => ({ ...points.at(-1), y: place(points.at(-1).time) }));
  ends.sort((one, other) => one.y - other.y);
  for (let pass = 0; pass < 100; pass++) {
    for (let index = 1; index < ends.length; index++) {
      const overlap = LABEL_HEIGHT - (ends[index].y - ends[index - 1].y);
      if (overlap <= 0) continue;
      ends[index - 1].y -= overlap / 2;
      ends[index].y += overlap / 2;
    }
  }
  return ends.map(({ name, size, y }) => ({ name, size, time: time(Math.min(y, height)) }));
}

const timeName = (microseconds) => duration(microseconds).replace(/\.0+ /, " ");
const sizeName = (bytes) => (bytes < KB * KB ? `${bytes / KB} KB` : `${bytes / KB / KB} MB`);
