/** Round pictures with initials; the colour follows from the id, as people expect of a messenger. */

import { h } from "./elements.js";

const COLOURS = 7;

export const fullName = (someone) =>
  [someone?.first_name, someone?.last_name].filter(Boolean).join(" ") || someone?.title || "?";
export const colourOf = (id) => Math.abs(Number(id) || 0) % COLOURS;

function initials(name) {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .split(/\s+/)
    .filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0]);
  return letters.join("").toUpperCase() || "?";
}

/** An avatar for an id and a name; decoration only, the name always stands beside it. */
export function avatar(id, name, size = "") {
  return h("span.avatar", { class: `${size} colour-${colourOf(id)}`, "aria-hidden": "true" }, initials(name));
}
