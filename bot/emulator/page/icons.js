/** Line icons drawn by hand as SVG paths; each answers a fresh element hidden from screen readers. */

const PATHS = {
  app: "M4.500 4.500h15v15h-15zM4.500 9h15",
  arrow: "M7 17 17 7M8.500 7H17v8.500",
  attach:
    "M20 11.500 12 19.500a5 5 0 0 1-7-7l8.500-8.500a3.400 3.400 0 0 1 4.800 4.800L10 17.200a1.700 1.700 0 0 1-2.500-2.400l7.500-7.600",
  back: "M14.500 5 7.500 12l7 7",
  bell: "M6 16V11a6 6 0 1 1 12 0v5l1.500 2h-15L6 16Zm4 4.500h4",
  block: "M5.600 5.600l12.800 12.800M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17Z",
  close: "M6 6l12 12M18 6 6 18",
  contact:
    "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.500 20c.6-3.600 3.600-5.500 7.500-5.500s6.900 1.900 7.500 5.500",
  copy: "M9 9h10v11H9zM6 15H5V4h10v2",
  down: "M6 9.500l6 6 6-6",
  file: "M6.500 3.500h7.500l4.500 4.500v12.500h-12v-17ZM13.500 3.700v4.800h4.800",
  group:
    "M9 5a3.300 3.300 0 1 0 0 6.600A3.300 3.300 0 0 0 9 5Zm-6.500 14c.5-3.200 3-4.900 6.500-4.900s6 1.700 6.500 4.900M15.500 5.300a3.200 3.200 0 0 1 0 6M18 14.700c2 .7 3.200 2.200 3.500 4.300",
  keyboard:
    "M3.500 7h17v10.500h-17zM7 10.500h.01M10.300 10.500h.01M13.700 10.500h.01M17 10.500h.01M8 14.200h8",
  location:
    "M12 21c4.500-5 6.500-8 6.500-11a6.500 6.500 0 1 0-13 0c0 3 2 6 6.500 11Zm0-13.300a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600Z",
  menu: "M4 7h16M4 12h16M4 17h16",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z",
  more: "M12 5.500h.01M12 12h.01M12 18.500h.01",
  photo: "M3.500 5.500h17v13h-17zM4 16l4.500-4.500 4 4 3-3L20 16.500M15.500 9h.01",
  pencil: "M5 19l.8-4L16 4.800l3.200 3.200L9 18.200 5 19ZM13.500 7.300l3.200 3.200",
  pin: "M9 3.500h6l-.7 6.500 3.200 3.500h-11l3.200-3.500L9 3.500Zm3 10.500v6.500",
  plus: "M12 5v14M5 12h14",
  reply: "M10 6 4.500 11.500 10 17v-3.500c5 0 8 1.300 9.500 4.500 0-5-2.500-9-9.500-9V6Z",
  restart: "M19.500 12a7.500 7.500 0 1 1-2.500-5.600M17.500 3v4h-4",
  search: "M10.500 4.500a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM15 15l5 5",
  slash: "M4 4.500h16v15H4zM13.800 8l-3.600 8",
  text: "M5 6h14M5 10.500h14M5 15h9",
  trash: "M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13",
  scan: "M4 8.500V4h4.500M15.500 4H20v4.500M20 15.500V20h-4.500M8.500 20H4v-4.500M4 12h16",
  up: "M12 19V5.500M6 11.500l6-6 6 6",
  warning: "M12 4 21 19.500H3L12 4ZM12 10v4.500M12 17.200h.01",
};

const SVG = "http://www.w3.org/2000/svg";

/** A 24x24 icon by its name; it takes the colour of the text around it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "svg");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** The filled paper plane of the send button. */
export function plane() {
  const svg = icon("up");
  svg.classList.add("filled");
  svg.firstChild.setAttribute("d", "M3.200 20.500 21.500 12 3.200 3.500v6.600l11 1.900-11 1.900v6.600Z");
  return svg;
}

/** One tick for a message the bot has not taken yet, two for one that it has; the simulation always shows two. */
export function ticks() {
  const svg = icon("up");
  svg.setAttribute("viewBox", "0 0 18 12");
  svg.setAttribute("class", "ticks");
  svg.firstChild.setAttribute("d", "M1 6.500 4.300 9.800 11 2.500M8 9.500l.4.3L15.500 2.500");
  return svg;
}
