// Doubles: half of them any bits, half of them where printing a double is hard.

const POWERS_OF_TEN = Float64Array.from({ length: 632 }, (_, index) => Number(`1e${index - 323}`));

/** Where the printed form changes, and where integers stop being exact. */
const THRESHOLDS = [
  1e-7,
  1e-6,
  1e-5,
  1e-4,
  1,
  1e15,
  1e16,
  1e17,
  1e20,
  1e21,
  1e22,
  1e23,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  2.2250738585072014e-308,
  1.7976931348623157e308,
  5e-324,
];

/**
 * Fills an array with finite doubles.
 * @param {import("./random.mjs").Random} random
 * @param {Float64Array} doubles
 */
export function fill(random, doubles) {
  const words = new Uint32Array(doubles.buffer, doubles.byteOffset, 2 * doubles.length);
  for (let index = 0; index < doubles.length; index += 1) {
    const low = 2 * index;
    words[low] = random.bits();
    words[low + 1] = random.bits();
    if (random.oneIn(2)) {
      hard(random, doubles, index, words, low);
    }
    if (!Number.isFinite(doubles[index])) {
      words[low + 1] &= 0xbfffffff; // half of the exponents, all of the fractions
    }
  }
}

/** Some last places away from a double. */
function near(random, words, low) {
  const steps = random.oneIn(2) ? random.between(-3, 3) : random.between(-1000, 1000);
  const last = words[low] + steps;
  words[low] = last;
  words[low + 1] += Math.floor(last / 0x100000000);
}

function hard(random, doubles, index, words, low) {
  const sign = words[low + 1] & 0x80000000;
  switch (random.below(9)) {
    case 0: // powers of two, where the neighbours are not equally far
      words[low] = 0;
      words[low + 1] = random.below(2047) << 20;
      near(random, words, low);
      break;
    case 1:
      doubles[index] = random.pick(POWERS_OF_TEN);
      near(random, words, low);
      break;
    case 2:
      doubles[index] = random.pick(THRESHOLDS);
      near(random, words, low);
      break;
    case 3: // subnormal, down to a few units
      words[low] >>>= random.below(32);
      words[low + 1] = random.oneIn(3) ? 0 : random.bits() >>> random.between(12, 31);
      break;
    case 4: // integers around 2^53, and their multiples
      doubles[index] = 2 ** 53 + random.between(-100_000, 100_000);
      if (random.oneIn(2)) doubles[index] *= 2 ** random.between(-60, 60);
      break;
    case 5: {
      // the double nearest to a decimal of 15, 16 or 17 digits, at any power of ten
      const digits = random.between(1e6, 1e7 - 1) * 10 ** random.between(8, 10) + random.below(1e8);
      doubles[index] = Number(`${digits}e${random.between(-330, 290)}`);
      break;
    }
    case 6: // halfway between two decimals: odd multiples of a half, a quarter…, as large as fits
      doubles[index] = (random.bits() * 2 ** random.between(0, 21) + random.bits() + 0.5) * 2 ** -random.below(20);
      break;
    case 7: // amounts
      doubles[index] = random.below(random.pick([100, 10_000, 1e9])) / random.pick([10, 100, 1000, 1e5, 1e6]);
      break;
    default: // few bits, or all but few
      words[low] = random.oneIn(2) ? 0 : 0xffffffff;
      words[low + 1] = (words[low + 1] & 0x7ff00000) | ((random.oneIn(2) ? random.bits() & random.bits() : 0) >>> 12);
  }
  words[low + 1] = (words[low + 1] & 0x7fffffff) | sign;
}
