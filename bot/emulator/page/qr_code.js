/** Reads a QR code (ISO/IEC 18004) from its grid of modules, versions 1 to 10; damage is noticed, not repaired. */

const CODEWORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346]; // in all, by version
/** By version, for the levels L, M, Q, H: [codewords of correction in a block, blocks]. */
const BLOCKS = [
  [[7, 1], [10, 1], [13, 1], [17, 1]],
  [[10, 1], [16, 1], [22, 1], [28, 1]],
  [[15, 1], [26, 1], [18, 2], [22, 2]],
  [[20, 1], [18, 2], [26, 2], [16, 4]],
  [[26, 1], [24, 2], [18, 4], [22, 4]],
  [[18, 2], [16, 4], [24, 4], [28, 4]],
  [[20, 2], [18, 4], [18, 6], [26, 5]],
  [[24, 2], [22, 4], [22, 6], [26, 6]],
  [[30, 2], [22, 5], [20, 8], [24, 8]],
  [[18, 4], [26, 5], [24, 8], [28, 8]],
];
const ALIGNED = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
const LEVELS = [1, 0, 3, 2]; // the two bits of a format -> the place in BLOCKS
const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

export const LARGEST_VERSION = CODEWORDS.length;
export const sizeOf = (version) => 17 + 4 * version;

/** The text of a code; `dark(x, y)` tells of a module. null when it is none, or a damaged one. */
export function readCode(version, dark) {
  const format = readFormat(dark);
  if (!format) return null;
  const raw = readModules(version, dark, MASKS[format.mask]);
  const data = withoutCorrection(raw, BLOCKS[version - 1][format.level]);
  return data && readText(data, version);
}

function readFormat(dark) {
  const places = Array.from({ length: 15 }, (_, bit) => {
    if (bit < 6) return [8, bit];
    if (bit < 9) return [[8, 7], [8, 8], [7, 8]][bit - 6];
    return [14 - bit, 8];
  });
  const seen = places.reduce((bits, [x, y], bit) => bits | (Number(dark(x, y)) << bit), 0);
  for (let value = 0; value < 32; value += 1)
    if (weight(formatBits(value) ^ seen) <= 3) return { level: LEVELS[value >> 3], mask: value & 7 };
  return null;
}

function formatBits(value) {
  let rest = value << 10;
  for (let bit = 14; bit >= 10; bit -= 1) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  return ((value << 10) | rest) ^ 0x5412;
}

const weight = (bits) => bits.toString(2).replaceAll("0", "").length;

/** Whether a module belongs to the patterns, not to the data. */
function isPattern(version, x, y) {
  const size = sizeOf(version);
  if ((x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return true;
  if (x === 6 || y === 6) return true;
  if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return true;
  const centres = ALIGNED[version - 1];
  const last = centres.at(-1);
  return centres.some((cx) =>
    centres.some((cy) => {
      const corner = (cx === 6 && cy === 6) || (cx === 6 && cy === last) || (cx === last && cy === 6);
      return !corner && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
    }),
  );
}

function readModules(version, dark, mask) {
  const size = sizeOf(version);
  const found = new Uint8Array(CODEWORDS[version - 1]);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (isPattern(version, x, y) || bit >= found.length * 8) continue;
        if (dark(x, y) !== mask(x, y)) found[bit >> 3] |= 0x80 >> (bit & 7);
        bit += 1;
      }
    }
  }
  return found;
}

/** The data codewords of all blocks in order; null when a block was damaged. */
function withoutCorrection(raw, [correction, count]) {
  const short = Math.floor(raw.length / count) - correction;
  const longFrom = count - (raw.length % count);
  const blocks = Array.from({ length: count }, () => []);
  let place = 0;
  for (let index = 0; index <= short; index += 1)
    for (let block = 0; block < count; block += 1)
      if (index < short || block >= longFrom) blocks[block].push(raw[place++]);
  const data = blocks.flat();
  for (let index = 0; index < correction; index += 1) for (const block of blocks) block.push(raw[place++]);
  return blocks.every((block) => isWhole(block, correction)) ? data : null;
}

/** Whether the Reed-Solomon syndromes of a block are all zero. */
function isWhole(block, correction) {
  let root = 1;
  for (let power = 0; power < correction; power += 1) {
    let sum = 0;
    for (const word of block) sum = times(sum, root) ^ word;
    if (sum !== 0) return false;
    root = times(root, 2);
  }
  return true;
}

/** The product in the field of 256 elements that QR codes use. */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product & 0xff;
}

function readText(data, version) {
  let at = 0;
  const take = (bits) => {
    let value = 0;
    for (let bit = 0; bit < bits; bit += 1, at += 1) value = (value << 1) | ((data[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  const lengths = version < 10 ? { 1: 10, 2: 9, 4: 8 } : { 1: 12, 2: 11, 4: 16 };
  const bytes = [];
  const write = (text) => bytes.push(...new TextEncoder().encode(text));
  while (data.length * 8 - at >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 7) take(8); // a declared character set: UTF-8 is taken for granted
    else if (!(mode in lengths)) return null;
    else {
      let left = take(lengths[mode]);
      if (left * 3 > data.length * 8 - at) return null;
      if (mode === 4) for (; left > 0; left -= 1) bytes.push(take(8));
      for (; mode === 1 && left > 0; left -= 3) {
        const digits = Math.min(3, left);
        write(String(take([0, 4, 7, 10][digits])).padStart(digits, "0"));
      }
      for (; mode === 2 && left > 1; left -= 2) {
        const pair = take(11);
        write(ALPHANUMERIC[Math.floor(pair / 45)] + ALPHANUMERIC[pair % 45]);
      }
      if (mode === 2 && left === 1) write(ALPHANUMERIC[take(6)]);
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
