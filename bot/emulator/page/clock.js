/** The world's clock as the page shows it: times of messages, names of days, and the strip with the forward buttons. */

import * as api from "./api.js";
import { attempt } from "./dialogs.js";
import { h } from "./elements.js";
import { dayInWords, t } from "./i18n.js";

let offset = 0; // milliseconds the simulated clock is ahead of this machine's

export const setNow = (seconds) => {
  offset = seconds * 1000 - Date.now();
};

export const now = () => new Date(Date.now() + offset);

const two = (n) => String(n).padStart(2, "0");
const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const daysAgo = (date) => Math.round((startOfDay(now()) - startOfDay(date)) / 86_400_000);

export const hoursMinutes = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
export const timeOf = (seconds) => hoursMinutes(new Date(seconds * 1000));
export const dayKey = (seconds) => startOfDay(new Date(seconds * 1000)).getTime();

/** "Today", "Yesterday" or the day in words, for the separators between messages. */
export function dayName(seconds) {
  const date = new Date(seconds * 1000);
  const ago = daysAgo(date);
  if (ago === 0) return t("today");
  return ago === 1 ? t("yesterday") : dayInWords(date, now());
}

/** The short form of the list of chats: the time today, else day.month.year. */
export function shortTime(seconds) {
  const date = new Date(seconds * 1000);
  if (daysAgo(date) === 0) return hoursMinutes(date);
  return `${two(date.getDate())}.${two(date.getMonth() + 1)}.${two(date.getFullYear() % 100)}`;
}

/** Draws the strip at the top of the page into `root`, with the node `mark` in it, and keeps its time. Answers a function that redraws it. */
export function clockStrip(root, mark) {
  const time = h("time.strip-time");
  const forward = (label, seconds) =>
    h(
      "button",
      {
        type: "button",
        onclick: () => attempt(async () => setNow((await api.advanceClock(seconds)).now), draw),
      },
      t(label),
    );

  function draw() {
    const at = now();
    time.textContent = `${hoursMinutes(at)} · ${dayInWords(at, at)}`;
    root.replaceChildren(
      time,
      h("span.strip-note", { title: t("about") }, t("about")),
      mark,
      h(
        "span.strip-forward",
        { role: "group", "aria-label": t("clock") },
        forward("advanceHour", 3600),
        forward("advanceDay", 86_400),
      ),
    );
  }

  setInterval(() => {
    const at = now();
    const text = `${hoursMinutes(at)} · ${dayInWords(at, at)}`;
    if (time.textContent !== text) time.textContent = text;
  }, 1000);
  return draw;
}
