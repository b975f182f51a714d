// What is measured: webhook events of every size and kind, and documents like the ones that JSON libraries are usually
// measured with. Made by a generator with a seed: the same on every machine and in every runtime.
import { JAVASCRIPT, JAVASCRIPT_SPACED, PYTHON, PYTHON_SPACED, Real, print } from "./print.mjs";

export const KB = 1024;
export const SIZES = [0.2, 0.5, 1, 4, 16, 64, 1024];
export const KINDS = ["ascii", "non-ascii", "integers", "floats"];
export const DOCUMENTS = ["tweets", "catalogue", "geojson"];

/** Numbers from 0 to 1, as `Math.random`, from a seed (mulberry32). */
export function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ASCII = "card payment to the grocery store ACME Ltd from account savings invoice rent monthly fee online".split(
  " ",
);
const OTHER = "Überweisung für Zoë 東京電力 支払い оплата счёта café Ménage señor 😀 größe Łódź naïve תשלום".split(" ");
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** What the generators draw from one sequence of random numbers. */
function source(seed) {
  const random = randomNumbers(seed);
  const integer = (below) => Math.floor(random() * below);
  const pick = (list) => list[integer(list.length)];
  const words = (count, from = ASCII) => Array.from({ length: count }, () => pick(from)).join(" ");
  const id = (prefix) => `${prefix}_${Array.from({ length: 22 }, () => pick(LETTERS)).join("")}`;
  const decimals = (below, places) => new Real(Number((random() * below + 0.001).toFixed(places)));
  return { random, integer, pick, words, id, decimals };
}

/** One record of an event, some 100 bytes of mostly one kind. */
const RECORDS = {
  ascii: ({ id, words }) => ({ heron_id: id("txn"), description: words(5) }),
  "non-ascii": ({ id, words }) => ({ heron_id: id("txn"), description: words(5, OTHER) }),
  integers: ({ integer, random }) => ({
    ...{ id: integer(2 ** 31), amount: integer(1e7) - 5e6, balance: integer(1e9), count: integer(100) },
    entered: 1_600_000_000_000 + Math.floor(random() * 1e11),
  }),
  floats: ({ integer, random, decimals }) => ({
    ...{ amount: decimals(5000, 2), balance: new Real(integer(100_000)), score: new Real(0.001 + random()) },
    chance: new Real(Number(`${1 + integer(9)}.${integer(99)}1e-${8 + integer(20)}`)),
  }),
  mixed: (from) => RECORDS[from.pick(KINDS)](from),
};

/**
 * An event of about `size` KB as `JSON.stringify` prints it, in four styles: what a sender in Python and one in
 * JavaScript sign, and what each sends, which is not the same.
 */
export function event(kind, size) {
  const from = source(size * 10 + KINDS.indexOf(kind));
  const items = [];
  const value = { topic: "transactions.updated", created: "2021-05-20T09:23:53+00:00", data: { items }, meta: null };
  for (let length = utf8Length(print(value, JAVASCRIPT)); items.length === 0 || length < size * KB - 60; ) {
    items.push(RECORDS[kind](from));
    length += utf8Length(print(items.at(-1), JAVASCRIPT)) + 1;
  }
  const [python, pythonWire] = [print(value, PYTHON), print(value, PYTHON_SPACED)];
  return { python, pythonWire, javascript: print(value, JAVASCRIPT), javascriptWire: print(value, JAVASCRIPT_SPACED) };
}

const utf8Length = (text) => new TextEncoder().encode(text).length;

/**
 * The parts of an event of about `size` KB as a sender in Python writes it, for sizes whose text nobody wants to hold
 * twice: a head, a chunk of records that is repeated `count` times, and a tail; as it is sent, and as it is signed.
 */
export function largeEvent(size) {
  const from = source(size * 10 + 7);
  const records = Array.from({ length: Math.min(160, Math.max(1, Math.round(size * 8.9))) }, (_, index) =>
    RECORDS[KINDS[index % KINDS.length]](from),
  );
  const parts = (style) => {
    const around = { topic: "transactions.updated", data: { items: ["|"] }, meta: null };
    const [head, tail] = print(around, style).split('"|"');
    return { head, chunk: print(records, style).slice(1, -1), comma: style.comma, tail };
  };
  const [wire, signed] = [parts(PYTHON_SPACED), parts(PYTHON)];
  return { wire, signed, count: Math.max(1, Math.round((size * KB - wire.head.length) / wire.chunk.length)) };
}

/** About `total` members in arrays of objects with so many keys each: names, or numbers in no order. */
export function objects(keys, { total, numbers = false }) {
  const { integer } = source(keys);
  const key = numbers ? (index) => 1_000_000 + ((index * 7919) % keys) : (index) => `key${1_000_000 + index}`;
  const list = Array.from({ length: total / keys }, () => {
    const members = Array.from({ length: keys }, (_, index) => `"${key(index)}":${10 + integer(90)}`);
    return `{${members.join()}}`;
  });
  return `[${list.join(",\n")}]`;
}

/** Some 1.4 MB, nested so many levels deep: an array of objects in objects. */
export function nested(levels) {
  const inner = levels - 1;
  const one = '{"a":'.repeat(inner) + "1" + " }".repeat(inner);
  return `[${Array(Math.ceil(200_000 / levels))
    .fill(one)
    .join()}]`;
}

/** A text of a document that everybody uses the like of, as it would be found in a file. */
export function document(name) {
  return { tweets, catalogue, geojson }[name]();
}

/** A search result of tweets, indented: strings of many scripts, long numbers, nested users, much repetition. */
function tweets() {
  const { integer, words, random, pick } = source(1);
  const user = () => {
    const id = 10_000_000 + integer(2_000_000_000);
    const colour = () => integer(0xffffff).toString(16).padStart(6, "0").toUpperCase();
    return {
      ...{ id, id_str: `${id}`, name: words(2, OTHER), screen_name: words(1), location: words(2, OTHER) },
      ...{ description: words(8, OTHER), url: random() < 0.5 ? null : "http://example.com/a", protected: false },
      ...{ followers_count: integer(9000), friends_count: integer(900), listed_count: integer(9), utc_offset: null },
      ...{ created_at: "Sun Aug 31 00:29:15 +0000 2014", favourites_count: integer(999), geo_enabled: random() < 0.5 },
      ...{ profile_background_color: colour(), profile_link_color: colour(), profile_use_background_image: true },
      profile_image_url: `http://pbs.example.com/profile_images/${integer(1e9)}/normal.jpeg`,
    };
  };
  const statuses = Array.from({ length: 420 }, () => {
    const id = 505_874_000_000_000 + integer(900_000_000);
    return {
      ...{ metadata: { result_type: "recent", iso_language_code: "ja" }, created_at: "Sun Aug 31 00:29:15 +0000 2014" },
      ...{ id, id_str: `${id}`, text: `@${words(1)} ${words(12, OTHER)}\n"${words(3)}"`, truncated: false },
      ...{ source: '<a href="http://example.com/download" rel="nofollow">Web</a>', in_reply_to_status_id: null },
      ...{ user: user(), geo: null, coordinates: null, retweet_count: integer(99), favorite_count: integer(99) },
      entities: { hashtags: [], symbols: [], urls: [], user_mentions: [{ name: pick(OTHER), indices: [0, 9] }] },
      ...{ favorited: false, retweeted: false, lang: "ja" },
    };
  });
  return JSON.stringify({ statuses, search_metadata: { count: 420, completed_in: 0.087 } }, null, 2);
}

/** A catalogue of events in a hall, indented: integers, nulls, and objects whose keys look like numbers. */
function catalogue() {
  const { integer, words, pick } = source(2);
  const ids = (count) => Array.from({ length: count }, () => 100_000_000 + integer(300_000_000));
  const named = (list, make) => Object.fromEntries(list.map((id) => [id, make(id)]));
  const [areas, topics, seats] = [ids(30), ids(20), ids(200)];
  const events = named(ids(250), (id) => ({
    ...{ description: null, id, logo: `/images/UE0AAAAA${id}`, name: words(4) },
    ...{ subTopicIds: [pick(topics), pick(topics)], subjectCode: null, subtitle: null, topicIds: [pick(topics)] },
  }));
  const performances = Array.from({ length: 420 }, () => ({
    ...{ eventId: integer(1e8), id: 100_000_000 + integer(1e8), logo: null, name: null, start: 1_372_701_600_000 },
    prices: Array.from({ length: 4 }, () => ({
      ...{ amount: 10 * integer(20_000), audienceSubCategoryId: 337_100_890, seatCategoryId: pick(seats) },
    })),
    seatCategories: Array.from({ length: 3 }, () => ({
      areas: Array.from({ length: 6 }, () => ({ areaId: pick(areas), blockIds: [] })),
      seatCategoryId: pick(seats),
    })),
    ...{ seatMapImage: null, venueCode: "HALL" },
  }));
  const names = named(areas, () => words(2));
  return JSON.stringify({ areaNames: names, events, performances, topicNames: named(topics, () => words(2)) }, null, 4);
}

/** The outline of a country as GeoJSON, compact: hardly anything but floats of 15 to 17 digits. */
function geojson() {
  const { random } = source(3);
  const coordinates = Array.from({ length: 240 }, () => {
    let [x, y] = [-140 + random() * 80, 42 + random() * 40];
    return Array.from({ length: 150 }, () => [(x += random() - 0.5), (y += random() - 0.5)]);
  });
  const feature = { type: "Feature", properties: { name: "Land" }, geometry: { type: "Polygon", coordinates } };
  return JSON.stringify({ type: "FeatureCollection", features: [feature] });
}
