/** Finds a QR code in a picture that is flat, as tickets and screenshots are, at any size and angle; photographs in perspective are for the browser's own reader. */

import { LARGEST_VERSION, readCode, sizeOf } from "./qr_code.js";

const LARGEST_SIDE = 1000; // pixels: larger pictures are made smaller first

/** The text of the QR code in an ImageBitmap, or "". */
export function readPicture(bitmap) {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff"; // a transparent ground is paper
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return readPixels(context.getImageData(0, 0, width, height));
}

/** The text of the QR code in {data: RGBA, width, height}, or "". */
export function readPixels({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i += 1)
    grey[i] = (data[4 * i] * 77 + data[4 * i + 1] * 150 + data[4 * i + 2] * 29) >> 8;
  const limit = threshold(grey);
  const dark = (x, y) => x >= 0 && y >= 0 && x < width && y < height && grey[y * width + x] <= limit;
  for (const corners of triples(finders(dark, width, height))) {
    const text = readBetween(corners, dark);
    if (text !== null) return text;
  }
  return "";
}

/** Otsu's limit between dark and light. */
function threshold(grey) {
  const counts = new Array(256).fill(0);
  for (const value of grey) counts[value] += 1;
  const total = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [best, limit, below, sum] = [0, 127, 0, 0];
  for (let value = 0; value < 255; value += 1) {
    below += counts[value];
    sum += counts[value] * value;
    const above = grey.length - below;
    if (!below || !above) continue;
    const apart = below * above * (sum / below - (total - sum) / above) ** 2;
    if (apart > best) [best, limit] = [apart, value];
  }
  return limit;
}

/** The middle of each corner pattern, {x, y, module, seen}: runs of 1:1:3:1:1 across and down. */
function finders(dark, width, height) {
  const found = [];
  for (let y = 0; y < height; y += 1) {
    for (const { middle, module } of patterns((x) => dark(x, y), width)) {
      const x = Math.round(middle);
      const column = patterns((row) => dark(x, row), height, y);
      const down = column.find((one) => Math.abs(one.middle - y) < 2 * one.module);
      if (!down || down.module > 2 * module || module > 2 * down.module) continue;
      merge(found, middle, down.middle, (module + down.module) / 2);
    }
  }
  return found;
}

function merge(found, x, y, module) {
  const same = found.find((one) => Math.hypot(one.x - x, one.y - y) < 3 * module);
  if (!same) return found.push({ x, y, module, seen: 1 });
  const seen = same.seen + 1;
  for (const [name, value] of Object.entries({ x, y, module })) same[name] += (value - same[name]) / seen;
  same.seen = seen;
  return seen;
}

/** Where a line of pixels runs dark-light-dark-light-dark as 1:1:3:1:1; near `about` only, when it is named. */
function patterns(isDark, length, about = null) {
  const edges = [];
  for (let at = 0, before = false; at <= length; at += 1) {
    const now = at < length && isDark(at);
    if (now !== before) edges.push(at);
    before = now;
  }
  const found = [];
  for (let i = 0; i + 5 < edges.length; i += 2) {
    const runs = [0, 1, 2, 3, 4].map((n) => edges[i + n + 1] - edges[i + n]);
    const module = (edges[i + 5] - edges[i]) / 7;
    if (about !== null && (about < edges[i] || about > edges[i + 5])) continue;
    const fits = runs.every((run, n) => Math.abs(run - module * (n === 2 ? 3 : 1)) < module * (n === 2 ? 1 : 0.6));
    if (fits && module >= 1) found.push({ middle: (edges[i + 2] + edges[i + 3] - 1) / 2, module });
  }
  return found;
}

/** Three corners as [top left, top right, bottom left], the most convincing first. */
function* triples(found) {
  const best = found.sort((a, b) => b.seen - a.seen).slice(0, 6);
  for (let c = 2; c < best.length; c += 1)
    for (let b = 1; b < c; b += 1)
      for (let a = 0; a < b; a += 1) {
        const corners = ordered([best[a], best[b], best[c]]);
        if (corners) yield corners;
      }
}

function ordered(three) {
  for (const [index, top] of three.entries()) {
    const [one, two] = three.filter((_, other) => other !== index);
    const [ax, ay, bx, by] = [one.x - top.x, one.y - top.y, two.x - top.x, two.y - top.y];
    const [a, b] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
    if (Math.abs(a - b) > 0.1 * a || Math.abs(ax * bx + ay * by) > 0.1 * a * b) continue;
    return ax * by - ay * bx > 0 ? [top, one, two] : [top, two, one];
  }
  return null;
}

function readBetween([top, right, left], dark) {
  const apart = (Math.hypot(right.x - top.x, right.y - top.y) + Math.hypot(left.x - top.x, left.y - top.y)) / 2;
  const module = (top.module + right.module + left.module) / 3;
  const guess = Math.round((apart / module + 7 - 17) / 4);
  for (const version of [guess, guess - 1, guess + 1, guess - 2, guess + 2]) {
    if (version < 1 || version > LARGEST_VERSION) continue;
    const steps = sizeOf(version) - 7; // modules between the middles of two corners
    const at = (x, y) => {
      const [across, down] = [(x - 3) / steps, (y - 3) / steps];
      return dark(
        Math.round(top.x + across * (right.x - top.x) + down * (left.x - top.x)),
        Math.round(top.y + across * (right.y - top.y) + down * (left.y - top.y)),
      );
    };
    const text = readCode(version, at);
    if (text !== null) return text;
  }
  return null;
}
