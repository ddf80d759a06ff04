/** What a bubble holds besides text: pictures, files, places, contacts, polls; all drawn locally. */

import { fileUrl } from "./api.js";
import { avatar, fullName } from "./avatars.js";
import { pictureBox } from "./dialogs.js";
import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { mapTile } from "./map.js";

/** The elements of a message's content above its text, or an empty list; `vote(index)` is called for an option of a poll. */
export function contents(message, vote) {
  if (message.photo) return [photo(message)];
  if (message.animation || message.video) return [video(message.animation ?? message.video)];
  if (message.voice || message.audio) return [sound(message.voice ?? message.audio)];
  if (message.sticker) return [h("div.big-emoji", {}, message.sticker.emoji ?? "🙂")];
  if (message.dice) return [h("div.big-emoji", {}, `${message.dice.emoji} ${message.dice.value}`)];
  if (message.document) return [file(message.document)];
  if (message.venue) return [place(message.venue.location, message.venue)];
  if (message.location) return [place(message.location)];
  if (message.contact) return [contact(message.contact)];
  if (message.poll) return [poll(message.poll, vote)];
  return message.text === undefined && message.caption === undefined
    ? [h("p.unsupported", {}, t("unsupported"))]
    : [];
}

function photo(message) {
  const size = message.photo.reduce((best, next) =>
    next.width * next.height > best.width * best.height ? next : best,
  );
  const source = fileUrl(size.file_id);
  const label = message.caption ?? t("photo");
  const image = h("img", {
    src: source,
    alt: label,
    decoding: "async",
    style: { "aspect-ratio": `${size.width || 4} / ${size.height || 3}` },
  });
  const blurred = message.has_media_spoiler ? "hidden-photo" : "";
  const button = h(
    "button.photo",
    {
      type: "button",
      class: blurred,
      "aria-label": `${t("photo")}: ${label}`,
      onclick: () =>
        button.classList.contains("hidden-photo")
          ? button.classList.remove("hidden-photo")
          : pictureBox(source, label),
    },
    image,
  );
  return button;
}

const video = (file_) =>
  h("video.video", { src: fileUrl(file_.file_id), controls: true, preload: "metadata" });

function sound(file_) {
  return h(
    "div.sound",
    {},
    h("audio", { src: fileUrl(file_.file_id), controls: true, preload: "metadata" }),
    file_.title && h("span", {}, file_.title),
  );
}

function file(document_) {
  const name = document_.file_name ?? t("file");
  const extension = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return h(
    "a.file",
    { href: fileUrl(document_.file_id), download: name, "aria-label": `${t("download")}: ${name}` },
    h("span.file-face", { "aria-hidden": "true" }, extension || icon("file")),
    h("span.file-name", {}, name),
    h("span.file-size", {}, sizeInWords(document_.file_size)),
  );
}

/** Bytes in words: "812 B", "3.4 KB", "1.2 MB". */
export function sizeInWords(bytes) {
  if (bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function place({ latitude, longitude }, venue = null) {
  const words = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h(
    "figure.place",
    {},
    mapTile(latitude, longitude, venue?.title ?? t("location")),
    h(
      "figcaption",
      {},
      venue && h("b", {}, venue.title),
      venue && h("span", {}, venue.address),
      h("span.coordinates", {}, words),
    ),
  );
}

function contact(person) {
  const name = fullName(person);
  return h(
    "div.contact",
    {},
    avatar(person.user_id ?? 0, name, "large"),
    h("b", {}, name),
    h("span", {}, person.phone_number),
  );
}

function poll({ question, options, total_voter_count: total = 0, is_closed: closed }, vote) {
  const share = (option) => (total ? Math.round((100 * option.voter_count) / total) : 0);
  return h(
    "div.poll",
    {},
    h("b", {}, question),
    h(
      "ul",
      {},
      options.map((option, index) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", disabled: Boolean(closed), onclick: () => vote(index) },
            h("span.share", {}, `${share(option)}%`),
            h("span", {}, option.text),
          ),
          h("span.bar", { style: { width: `${share(option)}%` } }),
        ),
      ),
    ),
    h("span.voters", {}, t("voters", { n: total }), closed ? " ✓" : ""),
  );
}
