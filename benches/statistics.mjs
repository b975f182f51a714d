// What is made of the times of the rounds.

/** The value below which a part of a list is: 0.5 for the median. */
export function quantile(list, part) {
  const sorted = list.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  return sorted[below] + (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]) * (place - below);
}

export const median = (list) => quantile(list, 0.5);

export const quartiles = (list) => [quantile(list, 0.25), quantile(list, 0.75)];

/** How many times faster `contender` is than `reference`: the median of what it is in each round. */
export function timesFaster(times, contender, reference) {
  return median(times[contender].map((time, round) => times[reference][round] / time));
}

export const geometricMean = (list) => Math.exp(list.reduce((sum, value) => sum + Math.log(value), 0) / list.length);

/** Two or three digits. */
export function digits(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Microseconds, in a unit that suits them. */
export function duration(microseconds) {
  if (microseconds >= 1e6) return `${digits(microseconds / 1e6)} s`;
  return microseconds >= 1000 ? `${digits(microseconds / 1000)} ms` : `${digits(microseconds)} µs`;
}
