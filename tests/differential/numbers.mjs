// Number tokens of every shape that a reader of numbers can get wrong.

const view = new DataView(new ArrayBuffer(8));

// Where the printed form changes, where doubles end, and where integers stop being exact.
const LANDMARKS = [
  "0",
  "-0",
  "0.0",
  "-0.0",
  "0e5",
  "-0e5",
  "0E-5",
  "-0.0e-0",
  "1.0",
  "1E+2",
  "1e+02",
  "1e-0",
  "1e00",
  "1.50",
  "1.10e1",
  "0.1",
  "0.10",
  "12.5e-1",
  "123e-20",
  "1e15",
  "1e16",
  "1e17",
  "1e20",
  "1e21",
  "1e22",
  "1e23",
  "1e-4",
  "1e-5",
  "1e-6",
  "1e-7",
  "0.0001",
  "0.00001",
  "0.000001",
  "0.0000001",
  "0.00012345",
  "0.0000123",
  "9999999999999998.0",
  "9999999999999999.0",
  "123456789012345678901.0",
  "1.2345678901234567e20",
  "1.2345678901234567e21",
  "999999999999999900000.0",
  "999999999999999934463",
  "999999999999999934464",
  "1000000000000000000000",
  "1.7976931348623157e308",
  "1.7976931348623158e308",
  "1.7976931348623159e308",
  "1e308",
  "1e309",
  "1e400",
  "1e99999999999999999999",
  "0e99999999999999999999",
  "1e-99999999999999999999",
  "5e-324",
  "4.9e-324",
  "3e-324",
  "2e-324",
  "2.4703282292062327e-324",
  "2.4703282292062328e-324",
  "1e-323",
  "2.2250738585072014e-308",
  "2.2250738585072011e-308",
  "1e-308",
  "1e-400",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "9007199254740993.0",
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551615",
  "18446744073709551616",
  "179769313486231580793728971405301199e273",
  "100000000000000000000",
  "0.30000000000000004",
  "0.2",
  "0.3",
];

const NOT_NUMBERS = [
  "01",
  "-01",
  "00",
  "-",
  "+1",
  ".5",
  "5.",
  "1.e5",
  "1e",
  "1e+",
  "1E-",
  "0x10",
  "1_000",
  "1n",
  "--1",
  "- 1",
  "1.2.3",
  "1e5.5",
  "-.5",
  "0b1",
  "1L",
  "1f",
  "-a",
  "0e",
  "\uff11",
  "\u0661",
  "1 2",
  "-NaN",
  "+Infinity",
  "Infinit",
  "nan",
  "inf",
];

const digits = (random, count) => {
  let text = "";
  while (text.length < count) {
    text += String(random.bits());
  }
  return text.slice(0, count);
};

/** Digits of which the first is not zero. */
const natural = (random, count) => String(random.between(1, 9)) + digits(random, count - 1);

const exponent = (random, value) => {
  const sign = value < 0 ? "-" : random.pick(["", "", "+"]);
  const zeros = random.oneIn(8) ? "0".repeat(random.between(1, 3)) : "";
  return random.pick("eE") + sign + zeros + Math.abs(value);
};

/** The number `whole` x 10^-`places`, in one of its spellings. */
function spell(random, whole, places) {
  switch (random.below(4)) {
    case 0:
      return whole + exponent(random, -places);
    case 1: {
      const zeros = random.below(5);
      return `${whole[0]}.${whole.slice(1)}${"0".repeat(zeros + 1)}${exponent(random, whole.length - 1 - places)}`;
    }
    case 2: {
      // The point anywhere, the exponent making up for it.
      const at = random.between(1, whole.length);
      return `${whole.slice(0, at)}.${whole.slice(at)}0${exponent(random, whole.length - at - places)}`;
    }
    default:
      if (places <= 0) {
        return whole + "0".repeat(-places) + random.pick(["", ".0", ".000"]);
      }
      return whole.length > places
        ? `${whole.slice(0, -places)}.${whole.slice(-places)}`
        : `0.${whole.padStart(places, "0")}`;
  }
}

function finiteDouble(random) {
  for (;;) {
    view.setUint32(0, random.bits() & 0x7fffffff);
    view.setUint32(4, random.bits());
    if (random.oneIn(12)) {
      view.setUint32(0, view.getUint32(0) & 0x000fffff); // subnormal
    } else if (random.oneIn(2)) {
      // Near 1, where positional notation is in use.
      view.setUint32(0, (view.getUint32(0) & 0x000fffff) | (random.between(1023 - 40, 1023 + 80) << 20));
    }
    const double = view.getFloat64(0);
    if (Number.isFinite(double)) {
      return double;
    }
  }
}

const powersOf5 = [1n];
const powerOf5 = (power) => (powersOf5[power] ??= 5n ** BigInt(power));

/** The tie between a double and the next, exactly or off by the least bit of text. */
function halfway(random) {
  view.setFloat64(0, finiteDouble(random));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  const tie = 2n * (biased === 0 ? fraction : fraction | 0x10000000000000n) + 1n;
  const power = Math.max(biased, 1) - 1076;
  const places = Math.max(-power, 0);
  let whole = String(power < 0 ? tie * powerOf5(places) : tie << BigInt(power));
  switch (random.below(4)) {
    case 0:
      return spell(random, whole, places);
    case 1: {
      const tail = "0".repeat(random.oneIn(4) ? random.below(900) : random.below(20)) + "1";
      return spell(random, whole + tail, places + tail.length);
    }
    case 2:
      whole = String(BigInt(whole) - 1n);
      return spell(random, whole, places);
    default: {
      const kept = Math.min(whole.length, random.between(17, 40));
      return spell(random, whole.slice(0, kept), places - (whole.length - kept));
    }
  }
}

/** One in a few thousand numbers is so long that it costs as much as a thousand others. */
function huge(random) {
  switch (random.below(6)) {
    case 0: // CPython reads integers of up to 4300 digits
      return natural(random, random.between(4298, 4302));
    case 1:
      return `${natural(random, 4301)}${random.pick([".0", "e0", "E-4300"])}`;
    case 2:
      return `0.${"0".repeat(random.between(300, 3000))}${natural(random, 3)}`;
    case 3:
      return `${natural(random, random.between(300, 320))}${random.pick(["", ".5", "e-300"])}`;
    case 4: {
      // More zeros than a reader keeps, and an exponent that makes up for them, or nearly.
      const zeros = "0".repeat(random.between(500, 2500));
      const figures = natural(random, random.oneIn(2) ? random.between(1, 30) : random.between(600, 1000));
      return random.oneIn(2)
        ? `0.${zeros}${figures}${exponent(random, zeros.length + random.between(-330, 315))}`
        : figures + zeros + random.pick(["", ".0"]) + exponent(random, random.between(-330, 315) - zeros.length);
    }
    default:
      return (
        `${random.below(10)}.${digits(random, random.between(700, 1300))}` +
        (random.oneIn(2) ? "" : exponent(random, random.between(-330, 310)))
      );
  }
}

function unsigned(random) {
  switch (random.below(20)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return String(random.below(random.pick([10, 100, 10_000, 0x100000000])));
    case 4:
      return natural(random, random.between(1, 25));
    case 5: {
      const base = random.pick([2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, 2 ** 64, 1e15, 1e16, 1e20, 1e21, 1e22]);
      return String(BigInt(base) + BigInt(random.between(-3, 3))) + random.pick(["", "", ".0", "e0"]);
    }
    case 6:
    case 7: // as amounts are written
      return `${random.below(100_000)}.${digits(random, random.between(1, 3))}`;
    case 8: {
      const integer = random.oneIn(2) ? "0" : natural(random, random.between(1, 18));
      return `${integer}.${digits(random, random.between(1, 20))}`;
    }
    case 9:
      return natural(random, random.between(1, 4)) + exponent(random, random.between(-12, 25));
    case 10:
      return spell(random, natural(random, random.between(1, 22)), random.between(-330, 345));
    case 11:
    case 12:
      return String(finiteDouble(random));
    case 13:
      return finiteDouble(random).toExponential(random.between(14, 20));
    case 14:
      return finiteDouble(random).toPrecision(random.between(15, 25));
    case 15:
      return random.oneIn(3) ? halfway(random) : String(finiteDouble(random));
    case 16: {
      const zeros = random.oneIn(10) ? random.between(20, 420) : random.below(20);
      return random.oneIn(2)
        ? `0.${"0".repeat(zeros)}${natural(random, 2)}${exponent(random, zeros + random.between(-5, 25))}`
        : `${natural(random, 1)}${"0".repeat(zeros)}${exponent(random, -zeros - random.between(-25, 5))}`;
    }
    case 17: {
      // As CPython spells exponents.
      const power = String(random.between(0, 30)).padStart(2, "0");
      return `${natural(random, 1)}.${natural(random, random.between(1, 16))}e${random.pick("-+")}${power}`;
    }
    case 18:
      return random.oneIn(40) ? huge(random) : random.pick(LANDMARKS);
    default:
      return random.pick(LANDMARKS);
  }
}

/**
 * A token where a number may stand, mostly one.
 * @param {import("./random.mjs").Random} random
 * @returns {string}
 */
export function number(random) {
  if (random.oneIn(400)) {
    return random.pick(NOT_NUMBERS);
  }
  const token = unsigned(random);
  return random.oneIn(4) && token[0] !== "-" ? `-${token}` : token;
}
