/** Albums: pictures and videos that were sent as one are shown as one grid; who wrote them and when is the bubble's business. */

import { contents } from "./contents.js";
import { h } from "./elements.js";
import { t } from "./i18n.js";

/** Columns of six that each picture of an album of so many takes. */
const SPANS = {
  2: [3, 3],
  3: [6, 3, 3],
  4: [3, 3, 3, 3],
  5: [3, 3, 2, 2, 2],
  6: [2, 2, 2, 2, 2, 2],
  7: [3, 3, 3, 3, 2, 2, 2],
  8: [3, 3, 2, 2, 2, 2, 2, 2],
  9: [2, 2, 2, 2, 2, 2, 2, 2, 2],
  10: [3, 3, 3, 3, 2, 2, 2, 2, 2, 2],
};

const pictured = (message) => Boolean(message.media_group_id && (message.photo || message.video));

/** Messages in order, pictures of one album as a list of their own: [message | [message, ...]]. */
export function grouped(messages) {
  const found = [];
  for (const message of messages) {
    const before = found.at(-1);
    const first = Array.isArray(before) ? before[0] : before;
    const together = first && pictured(first) && first.media_group_id === message.media_group_id;
    if (!together || !pictured(message)) found.push(message);
    else if (Array.isArray(before)) before.push(message);
    else found[found.length - 1] = [before, message];
  }
  return found;
}

/** The album's message that is shown as the bubble: the first, with the caption wherever it stands. */
export function spokesman(album) {
  const captioned = album.find(({ html }) => html) ?? album[0];
  const [first] = album;
  const { html, caption, caption_entities, edit_date } = captioned;
  return { ...first, html, caption, caption_entities, edit_date, album };
}

/** The grid of an album's pictures. */
export function grid(album) {
  const spans = SPANS[album.length] ?? album.map(() => 2);
  return h(
    "div.album",
    { role: "group", "aria-label": t("picturesOf", { n: album.length }) },
    album.map((message, index) =>
      h(
        "div.album-part",
        { "data-message": String(message.message_id), style: { "grid-column": `span ${spans[index]}` } },
        contents(message),
      ),
    ),
  );
}
