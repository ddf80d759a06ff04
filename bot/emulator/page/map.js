/** Draws a plain map tile as SVG from coordinates alone: invented streets and a pin, nothing from the network. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 180;

function draw(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Numbers from 0 to 1 that are always the same for the same place. */
function randomFrom(latitude, longitude) {
  let state = (Math.round(latitude * 1e4) * 73_856_093) ^ (Math.round(longitude * 1e4) * 19_349_663);
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}

/** An SVG element of 320x180 with its own label; degrees in. */
export function mapTile(latitude, longitude, label) {
  const random = randomFrom(latitude, longitude);
  const streets = draw("g", { class: "map-streets", transform: `rotate(${(random() - 0.5) * 24} 160 90)` });
  for (let x = -60; x < WIDTH + 60; x += 38 + random() * 34)
    streets.append(street(x, -80, x, HEIGHT + 80, random));
  for (let y = -60; y < HEIGHT + 60; y += 30 + random() * 30)
    streets.append(street(-80, y, WIDTH + 80, y, random));
  const river = random() * 70 - 20;
  return draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: "img", "aria-label": label },
    draw("rect", { width: WIDTH, height: HEIGHT, class: "map-land" }),
    draw("rect", {
      x: 190 + random() * 60,
      y: 20 + random() * 70,
      width: 70,
      height: 52,
      rx: 10,
      class: "map-park",
    }),
    streets,
    draw("path", {
      d: `M${river} -10C${river + 50} 60 ${river - 30} 110 ${river + 25} 190`,
      class: "map-river",
    }),
    pin(),
  );
}

function street(x1, y1, x2, y2, random) {
  return draw("line", { x1, y1, x2, y2, "stroke-width": random() > 0.72 ? 8 : 4 });
}

function pin() {
  return draw(
    "g",
    { class: "map-pin", transform: "translate(160 92)" },
    draw("ellipse", { cx: 0, cy: 1, rx: 9, ry: 3.5, class: "map-shadow" }),
    draw("path", { d: "M0 0C-11 -13 -16 -20 -16 -28A16 16 0 1 1 16 -28C16 -20 11 -13 0 0Z" }),
    draw("circle", { cx: 0, cy: -28, r: 6 }),
  );
}
